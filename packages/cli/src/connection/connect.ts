import { type Apikley, createApikley, isApikleyError, type Ledger, twinPrices } from '@apikley/client'
import type { CliModel } from '../models.ts'
import type { Io } from '../terminal/io.ts'
import type { Printer } from '../terminal/printer.ts'
import { clockTime } from '../terminal/words.ts'
import { findKey } from './api-key.ts'
import { keepDurations, readDurations } from './durations-file.ts'
import type { GlobalOptions } from './global-options.ts'
import { type Place, placeOf } from './place.ts'

/** A client for what the command line says, and what it is made of. */
export interface Connection extends Place {
  readonly apikley: Apikley<CliModel>
  /** Open as long as the connection is. */
  readonly ledger: Ledger
  /** What has become of the orders of this process: `sending` are those whose outcome is unknown if it ends now. */
  readonly progress: { readonly sending: ReadonlySet<string>; readonly hasTask: boolean }
  /** Submits nothing more, ends all waits, and waits for the answers of what is being sent. */
  close(): Promise<void>
}

export interface ConnectOptions {
  readonly models?: readonly CliModel[]
  /** Whether a key must be there. Default: true. */
  readonly needsKey?: boolean
  /** Where the API reports the ends of tasks. Default: nowhere. */
  readonly callbackUrl?: string | undefined
}

/** Connects with a ledger: for commands that spend money, or look after what was spent. */
export async function connect(
  io: Io,
  printer: Printer,
  options: GlobalOptions,
  { models = [], needsKey = true, callbackUrl }: ConnectOptions = {},
): Promise<Connection> {
  const place = placeOf(io, options)
  const key = needsKey ? await secretKey(io, printer, options) : undefined
  const { sqliteLedger } = await import('@apikley/client/node')
  const ledger = sqliteLedger(place.ledgerFile)
  const known = await readDurations(place.ledgerFile)
  const progress = { sending: new Set<string>(), hasTask: false }
  const apikley = createApikley<CliModel>({
    ...clientOptions(place, options, printer),
    // A client without a key is one that is asked about the ledger alone.
    apiKey: key ?? '',
    models,
    ledger,
    durations: known,
    prices: twinPrices,
    callbacks: callbackUrl === undefined ? undefined : { url: callbackUrl },
    hooks: {
      onStateChange: ({ key: submission = '', state }) => {
        if (state === 'sending') progress.sending.add(submission)
        else progress.sending.delete(submission)
        progress.hasTask ||= !['sending', 'rejected', 'unknown'].includes(state)
      },
      onRetry: ({ request, inMs, error }) => {
        if (!request.path.endsWith('/createTask')) return
        const why = isApikleyError(error) ? error.kind : 'failed'
        printer.event('retry', { why, inMs })
        printer.status.show(() => `refused for now (${why}): submitting again in ${clockTime(inMs)}`)
      },
    },
  })
  const close = async (): Promise<void> => {
    await apikley.close()
    const learned = apikley.durations.learned()
    if (JSON.stringify(learned) !== JSON.stringify(known ?? {}))
      await keepDurations(place.ledgerFile, learned)
  }
  return { ...place, apikley, ledger, progress, close }
}

/** A client without a ledger: for commands that submit nothing. */
export async function connectLightly(io: Io, printer: Printer, options: GlobalOptions): Promise<Apikley> {
  const place = placeOf(io, options)
  const apiKey = await secretKey(io, printer, options)
  return createApikley({ ...clientOptions(place, options, printer), apiKey })
}

async function secretKey(io: Io, printer: Printer, { keyFile }: GlobalOptions): Promise<string> {
  const { key } = await findKey(io, keyFile)
  printer.hide(key)
  return key
}

function clientOptions({ baseUrl }: Place, { requestTimeout }: GlobalOptions, printer: Printer) {
  const say = (message: string): void => printer.warn(message, 'yellow')
  return {
    baseUrl,
    timeoutMs: requestTimeout,
    logger: { debug: () => {}, info: () => {}, warn: say, error: say },
    logLevel: 'error',
  } as const
}
