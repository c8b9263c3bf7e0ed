import type { ListeningClient } from './listening-client.ts'

/** How often a connection is looked at on which nothing has come: one that was cut off says nothing. */
const checkMs = 30_000

/** How long a notice may take that tells whether any arrive. */
const testMs = 5_000

const longestPauseMs = 30_000

/** After so long it is tried again whether any arrive. */
const deafMs = 600_000

export interface ListenerOptions {
  readonly channel: string
  /** Makes a connection, which must not be to a pooler in transaction mode. */
  readonly connect: () => ListeningClient
  /** Sends a notice over another connection. */
  readonly notify: (payload: string) => Promise<unknown>
  readonly onNotice: (payload: string) => void
  /** From now on it listens: what was sent before was not heard. */
  readonly onListening: () => void
}

/**
 * Listens to a channel from its first use on until it is closed, and begins anew when the connection breaks. What is sent
 * in between is not heard.
 */
export class Listener {
  readonly #options: ListenerOptions
  #client: ListeningClient | undefined
  #timer: NodeJS.Timeout | undefined
  #pauseMs = 500
  #isClosed = false
  #isListening = false
  #heardUntil = 0
  #hasWarned = false
  /** Called by the notice with this payload. */
  readonly #tests = new Map<string, () => void>()

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  get isListening(): boolean {
    return this.#isListening
  }

  /** Until when its connection is known to have been sound, by `performance.now()`. */
  get heardUntil(): number {
    return this.#heardUntil
  }

  start(): void {
    if (!this.#isClosed && !this.#client) void this.#connect()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#client?.close()
  }

  async #connect(): Promise<void> {
    const { channel, connect } = this.#options
    try {
      const client = connect()
      this.#client = client
      const hear = (payload: string): void => {
        const test = this.#tests.get(payload)
        if (test) test()
        else this.#options.onNotice(payload)
      }
      await client.listen(channel, hear, () => this.#again())
      const isHeard = await this.#isHeard()
      if (this.#isClosed || this.#client !== client) return
      if (!isHeard) {
        client.close()
        if (!this.#hasWarned) warn(channel)
        this.#hasWarned = true
        this.#after(deafMs, () => this.#connect())
        return
      }
      this.#pauseMs = 500
      this.#isListening = true
      this.#options.onListening()
      this.#heardUntil = performance.now()
      this.#after(checkMs, () => this.#check(client))
    } catch {
      this.#again()
    }
  }

  async #check(client: ListeningClient): Promise<void> {
    try {
      const checkedAt = performance.now()
      await client.check()
      this.#heardUntil = checkedAt
      if (!this.#isClosed) this.#after(checkMs, () => this.#check(client))
    } catch {
      this.#again()
    }
  }

  #again(): void {
    this.#isListening = false
    this.#client?.close()
    if (this.#isClosed) return
    this.#after(this.#pauseMs, () => this.#connect())
    this.#pauseMs = Math.min(2 * this.#pauseMs, longestPauseMs)
  }

  /** Whether a notice arrives that is sent over another connection: with a pooler in between none does. */
  async #isHeard(): Promise<boolean> {
    const payload = `test ${crypto.randomUUID()}`
    const { promise, resolve } = Promise.withResolvers<boolean>()
    let timer: NodeJS.Timeout | undefined
    this.#tests.set(payload, () => resolve(true))
    try {
      await this.#options.notify(payload)
      timer = setTimeout(() => resolve(false), testMs).unref()
      return await promise
    } finally {
      clearTimeout(timer)
      this.#tests.delete(payload)
    }
  }

  #after(ms: number, work: () => Promise<void>): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void work(), ms).unref()
  }
}

function warn(channel: string): void {
  process.emitWarning(
    `No notice of PostgreSQL's channel ${channel} arrives, as behind a pooler in transaction mode: what other processes ` +
      'write is seen two seconds later. Give postgresLedger the option listen: the address of the server itself, or false.',
    { type: 'ApikleyWarning', code: 'APIKLEY_POSTGRES_LISTEN' },
  )
}
