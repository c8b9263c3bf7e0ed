import { postgresLedger } from '@apikley/postgres'
import { Pool } from 'pg'
import { intentOf } from '../ledger/intents.ts'
import { openBare, type Orders } from './bare.ts'

export const ways = { ours: 'postgresLedger', bare: 'pg by itself' } as const
export type Way = keyof typeof ways

export async function openOrders(way: Way, url: string): Promise<Orders> {
  if (way === 'bare') return openBare(url)
  const pool = new Pool({ connectionString: url })
  const ledger = postgresLedger(pool)
  await ledger.get('')
  return {
    begin: (intent) => ledger.begin(intent),
    update: (key, taskId) => ledger.update(key, { state: 'accepted', taskId }),
    async close() {
      await ledger.close()
      await pool.end()
    },
  }
}

/** Writes so many orders, some of them at once, from a number on. */
export async function write(orders: Orders, first: number, count: number, writers: number): Promise<void> {
  let next = first
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (next < first + count) {
        const intent = intentOf(next++)
        await orders.begin(intent)
        await orders.update(intent.key, `task-of-${intent.key}`)
      }
    }),
  )
}
