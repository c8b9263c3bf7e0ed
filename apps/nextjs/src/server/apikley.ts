import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type ApikleyProvider, createApikleyProvider } from '@apikley/ai-sdk-provider'
import { type Apikley, createApikley } from '@apikley/client'
import { sqliteLedger } from '@apikley/client/node'
import { model, priceOf } from '../model.ts'

/** The client, and the AI SDK's provider on top of it. The API key comes from `APIKLEY_API_KEY`, and stays here. */
interface Connection {
  readonly client: Apikley<typeof model>
  readonly provider: ApikleyProvider<typeof model>
  /** Where ledger, operations and clips are kept. */
  readonly folder: string
}

function connect(): Connection {
  const { DATA_FOLDER: folder = 'data', PUBLIC_URL: publicUrl, APIKLEY_CALLBACK_SECRET: secret } = process.env
  mkdirSync(folder, { recursive: true })
  const client = createApikley({
    models: [model],
    ledger: sqliteLedger(path.join(folder, 'ledger.db')),
    // Without it the page asks, which is enough as long as somebody has it open.
    callbacks: publicUrl ? { url: `${publicUrl}/api/apikley/callback`, secret } : undefined,
    prices: { [model.id]: ({ duration = '5' }: { duration?: string }) => priceOf(Number(duration)) },
    // Whoever opens the page spends your credits: at most so many in any 24 hours.
    maxSpend: { credits: Number(process.env['MAX_CREDITS_A_DAY'] ?? 2_000), perMs: 86_400_000 },
    logger: console,
  })
  return { client, provider: createApikleyProvider({ client }), folder }
}

// One for all routes, and for all that the development server compiles anew. Not made before it is needed: a build loads
// this module, too.
const shared = globalThis as { connection?: Connection }

export function connection(): Connection {
  return (shared.connection ??= connect())
}
