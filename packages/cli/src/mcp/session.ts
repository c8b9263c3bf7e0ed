import { keyVariable } from '../connection/api-key.ts'
import { connect, type Connection } from '../connection/connect.ts'
import type { GlobalOptions } from '../connection/global-options.ts'
import { type CliModel, loadModels } from '../models.ts'
import type { Io } from '../terminal/io.ts'
import type { Printer } from '../terminal/printer.ts'
import { Allowance } from './allowance.ts'
import { within } from './within.ts'

export interface SessionSettings {
  readonly io: Io
  readonly printer: Printer
  readonly options: GlobalOptions
  /** In credits, for the whole session. */
  readonly maxCredits: number
  /** In credits: what costs more in one call needs `confirm`. */
  readonly confirmAbove: number
  /** The real path of the only folder that is read and written. */
  readonly folder: string
  /** How long a call may take in milliseconds. Default: 45 s, since clients give it up after 60. */
  readonly answerWithinMs?: number
}

/** What the tools of one agent work with, from the start of the server to its end. */
export interface AgentSession extends Required<
  Pick<SessionSettings, 'answerWithinMs' | 'confirmAbove' | 'folder'>
> {
  /** Read anew each time: a person may add some. */
  models(): Promise<readonly CliModel[]>
  /** Knows the ledger and the prices, and sends nothing: needs no API key. */
  readonly offline: Connection
  /** The one that sends. Throws a `KeyError` as long as there is no API key. */
  online(): Promise<Connection>
  readonly allowance: Allowance
  /** What work brings, or nothing if that takes longer than a call may; it goes on then. */
  readonly within: <T>(work: Promise<T>) => Promise<{ readonly value: T } | undefined>
  /** The same for work that is done once for all who ask for it while it goes on, also in a later call. */
  once<T>(name: string, work: () => Promise<T>): Promise<{ readonly value: T } | undefined>
  /** Aborted when the session ends: downloads can be begun again. */
  readonly ended: AbortSignal
  /** A text without the API key. */
  hide(text: string): string
  /** Submits nothing more, and waits for the answers of what is being sent. No task is cancelled. */
  close(): Promise<void>
}

export async function openSession(settings: SessionSettings): Promise<AgentSession> {
  const { io, options, confirmAbove, folder, answerWithinMs = 45_000 } = settings
  const secrets = [io.env[keyVariable] ?? ''].filter(Boolean)
  const printer: Printer = {
    ...settings.printer,
    hide: (secret) => {
      secrets.push(secret)
      settings.printer.hide(secret)
    },
  }
  const offline = await connect(io, printer, options, { needsKey: false })
  const controller = new AbortController()
  const running = new Map<string, Promise<unknown>>()
  let connecting: Promise<Connection> | undefined
  const online = (): Promise<Connection> =>
    (connecting ??= connect(io, printer, options).catch((error: unknown) => {
      // A person may put the key in place meanwhile.
      connecting = undefined
      throw error
    }))
  const withinCall = <T>(work: Promise<T>) => within(work, answerWithinMs)
  return {
    answerWithinMs,
    confirmAbove,
    folder,
    offline,
    online,
    models: () => loadModels(io),
    allowance: new Allowance(
      offline.ledger,
      async () => (await online()).apikley.credits({ timeoutMs: 15_000, signal: controller.signal }),
      settings.maxCredits,
    ),
    once: <T>(name: string, work: () => Promise<T>) => {
      const begun = running.get(name) ?? work().finally(() => running.delete(name))
      running.set(name, begun)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A name stands for one kind of work.
      return withinCall(begun as Promise<T>)
    },
    within: withinCall,
    ended: controller.signal,
    hide: (text) => secrets.reduce((all, one) => all.replaceAll(one, '[key]'), text),
    close: async () => {
      controller.abort()
      const connection = await connecting?.catch(() => undefined)
      await connection?.close()
      await offline.close()
    },
  }
}
