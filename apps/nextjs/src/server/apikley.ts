import { mkdirSync } from 'node:fs'
import { type ApikleyProvider, createApikleyProvider } from '@apikley/ai-sdk-provider'
import { type Apikley, type CallbackHandler, createApikley } from '@apikley/client'
import { sqliteLedger } from '@apikley/client/node'
import { model, priceOf } from '../model.ts'
import { clipFile, dataFile } from './data.ts'

/** All that speaks with the API. The key comes from `APIKLEY_API_KEY`, and stays here. */
interface Connection {
  readonly client: Apikley<typeof model>
  /** The AI SDK's provider, over the client. */
  readonly provider: ApikleyProvider<typeof model>
  readonly handleCallback: CallbackHandler
}

function connect(): Connection {
  const { PUBLIC_URL: publicUrl, APIKLEY_CALLBACK_SECRET: secret, MAX_CREDITS_A_DAY = '2000' } = process.env
  mkdirSync(dataFile(), { recursive: true })
  const client = createApikley({
    models: [model],
    ledger: sqliteLedger(dataFile('ledger.db')),
    // Without it the page asks, which is enough as long as somebody has it open.
    callbacks: publicUrl ? { url: `${publicUrl}/api/apikley/callback`, secret } : undefined,
    prices: { [model.id]: ({ duration = '5' }: { duration?: string }) => priceOf(Number(duration)) },
    // Whoever opens the page spends your credits: at most so many in any 24 hours.
    maxSpend: { credits: Number(MAX_CREDITS_A_DAY), perMs: 86_400_000 },
    logger: console,
  })
  return {
    client,
    provider: createApikleyProvider({ client }),
    // A clip is saved whether or not anybody has the page open.
    handleCallback: client.callbacks.handler({
      onTask: async ({ urls: [url] }, { key }) => {
        if (url !== undefined && key !== undefined) await client.files.save(url, clipFile(key))
      },
    }),
  }
}

// One for all routes, and for all that the development server compiles anew. Not made before it is needed: a build loads
// this module, too.
const shared = globalThis as { connection?: Connection }

export function connection(): Connection {
  return (shared.connection ??= connect())
}
