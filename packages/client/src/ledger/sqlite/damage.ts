import { setImmediate } from 'node:timers/promises'
import { blockSize } from '../spending.ts'
import type { Database } from './database.ts'
import { DamageError } from './rows.ts'
import type { Store } from './store.ts'

/** Up to this size a ledger is looked through whenever it is opened. */
const smallBytes = 8_000_000
const newestRows = 200
const sampledRows = 200
/** With each intent so many more rows of a large one are looked at. */
const stepRows = 50

/**
 * Looks for damage in a ledger that is being opened: everywhere in a small one; in a large one at the newest rows and at
 * some others, and at the rest step by step. Answers the next step, as long as there is one.
 */
export function examine(database: Database, store: Store): () => void {
  const bytes = pragma(database, 'page_count') * pragma(database, 'page_size')
  const last = Number(database.prepare('SELECT max(place) AS last FROM submission').get()?.['last'] ?? 0)
  let seen = 0
  const step = (rows: number): boolean => {
    const page = store.page(seen, rows)
    for (const row of page) store.checkRow(row)
    seen = page.at(-1)?.place ?? Infinity
    return seen < last
  }
  if (bytes <= smallBytes) {
    checkStructure(database)
    while (step(1000));
    return () => {}
  }
  for (const row of store.page(last - newestRows, newestRows)) store.checkRow(row)
  for (let count = 0; count < sampledRows; count++) {
    for (const row of store.page(Math.floor(Math.random() * last), 1)) store.checkRow(row)
  }
  return () => void (seen < last && step(stepRows))
}

/** Looks at everything. Rejects with what is damaged. */
export async function examineAll(database: Database, store: Store): Promise<void> {
  checkStructure(database)
  for (let seen = 0; ;) {
    const page = store.page(seen, 1000)
    for (const row of page) store.checkRow(row)
    const last = page.at(-1)
    if (!last) return
    seen = last.place
    await setImmediate()
  }
}

/** The tables against their indexes, and the sums of the blocks against their rows. */
function checkStructure(database: Database): void {
  const [problem] = Object.values(database.prepare('PRAGMA integrity_check(1)').get() ?? {})
  if (problem !== 'ok') throw new DamageError(String(problem))
  const block = database
    .prepare(
      `SELECT number FROM block LEFT JOIN (
         SELECT place / ${blockSize} AS number, sum(parts) AS sum FROM submission GROUP BY 1
       ) USING (number) WHERE parts IS NOT coalesce(sum, 0) LIMIT 1`,
    )
    .get()
  if (block) throw new DamageError(`the sum of block ${String(block['number'])} is wrong`)
}

const pragma = (database: Database, name: string): number =>
  Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0])
