import { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Seams } from './seams.ts'

type Method = (this: { readonly sourceSQL?: string }, ...given: unknown[]) => unknown

/** Makes every statement that is sent to SQLite a seam: what it writes, it writes in there. */
export function countDatabase(seams: Seams): void {
  count(DatabaseSync.prototype as unknown as Record<string, Method>, ['exec', 'close'], seams)
  count(StatementSync.prototype as unknown as Record<string, Method>, ['all', 'get', 'run'], seams)
}

function count(prototype: Record<string, Method>, names: readonly string[], seams: Seams): void {
  for (const name of names) {
    const original = prototype[name]
    if (!original) throw new Error(`node:sqlite has no ${name}`)
    prototype[name] = function counted(...given) {
      const [text = name] = given
      const sql = this.sourceSQL ?? String(text)
      // The table says enough: there is one of each.
      const leave = seams.enter('database', sql.trim().split(/\s+/, 2).join(' '))
      try {
        return original.apply(this, given)
      } finally {
        leave()
      }
    }
  }
}
