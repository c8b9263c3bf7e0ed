import { Client, type ClientConfig, type QueryConfig } from 'pg'

/** A connection of its own, which no pooler shares. It does not keep the process from ending. */
export interface ListeningClient {
  /** Resolves once it listens. `onEnd` is called once, when it has broken. */
  listen(channel: string, onNotice: (payload: string) => void, onEnd: () => void): Promise<void>
  /** Rejects if the connection has broken. */
  check(): Promise<void>
  close(): void
}

/** How long it is waited for an answer, in milliseconds. */
const answerMs = 10_000

/** The only use of a value of `pg`: everything else goes by the pool that the program gives. */
export function createListeningClient(config: string | object): ListeningClient {
  const options: ClientConfig = typeof config === 'string' ? { connectionString: config } : config
  // Its types lack what takes a connection out of the reasons to go on.
  const client = new Client(options) as Client & { unref(): void }
  let isOver = false
  const close = (): void => {
    isOver = true
    client.end().catch(() => {})
  }
  return {
    async listen(channel, onNotice, onEnd) {
      const end = (): void => {
        if (isOver) return
        close()
        onEnd()
      }
      client.on('error', end)
      client.on('end', end)
      client.on('notification', ({ payload = '' }) => onNotice(payload))
      const connecting = client.connect()
      client.unref()
      await connecting
      // With TLS it is another socket by now.
      client.unref()
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
    },
    async check() {
      const question: QueryConfig & { query_timeout: number } = {
        text: 'SELECT 1',
        query_timeout: answerMs,
      }
      await client.query(question)
    },
    close,
  }
}
