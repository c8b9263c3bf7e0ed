import { existsSync } from 'node:fs'
import { placeOf } from '../connection/place.ts'
import type { Io } from '../terminal/io.ts'

/** The orders that have something left to do, by their tasks or keys. */
export async function openOrders(io: Io, by: string): Promise<(readonly [string, string])[]> {
  const { ledgerFile } = placeOf(io, {})
  if (!existsSync(ledgerFile)) return []
  const { sqliteLedger } = await import('@apikley/client/node')
  const ledger = sqliteLedger(ledgerFile)
  try {
    const found: (readonly [string, string])[] = []
    for await (const { key, taskId, state } of ledger.list('open')) {
      found.push(by === 'key' || taskId === undefined ? [key, state] : [taskId, `${key}, ${state}`])
    }
    return found
  } finally {
    await ledger.close()
  }
}
