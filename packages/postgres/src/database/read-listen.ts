import { configurationError } from './check-options.ts'
import { createListeningClient, type ListeningClient } from './listening-client.ts'
import type { PostgresPool } from './pool.ts'

/** Makes a connection to listen with, which is not open yet. */
export type Connect = () => ListeningClient

/** How to connect for listening; nothing if that is not wanted, or nobody knows where to. */
export function readListen(listen: unknown, pool: PostgresPool): Connect | undefined {
  // A pool of pg keeps what its own connections are made of.
  const { options } = pool as { options?: object }
  const config = listen ?? options
  if (config === undefined || config === false) return undefined
  if ((typeof config === 'string' && config !== '') || (typeof config === 'object' && config !== null)) {
    return () => createListeningClient(config)
  }
  throw configurationError(
    'The option listen of postgresLedger is no address',
    "Give the server's own, such as listen: process.env.DIRECT_DATABASE_URL, or false.",
  )
}
