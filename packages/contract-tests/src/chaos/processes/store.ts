import type { Ledger, RateLimiter } from '@apikley/client'
import { sqliteLedger } from '@apikley/client/node'
import { postgresLedger, postgresRateLimiter } from '@apikley/postgres'
import { Pool } from 'pg'
import type { ClientSetup } from '../messages.ts'

/** What a process shares with the others. */
export interface Store {
  readonly ledger: Ledger
  readonly rateLimiter?: RateLimiter
  /** Looks for damage where that can be seen. */
  check(): Promise<void>
  close(): Promise<void>
}

export function openStore({ ledger: place, limit }: ClientSetup): Store {
  if (!place.startsWith('postgres:')) {
    const ledger = sqliteLedger(place)
    return { ledger, check: () => ledger.check(), close: () => ledger.close() }
  }
  const pool = new Pool({ connectionString: place })
  const ledger = postgresLedger(pool)
  return {
    ledger,
    rateLimiter: postgresRateLimiter(pool, { limits: { create: limit ?? null, recordInfo: null } }),
    check: async () => {},
    async close() {
      await ledger.close()
      await pool.end()
    },
  }
}
