import { sqliteLedger } from '@apikley/client/node'
import { copyFile, readdir, stat, truncate, writeFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../folder.ts'
import { startChild } from '../child.ts'
import { intent } from '../intent.ts'
import { listed } from '../listed.ts'

/** Has a program die at a statement, and checks what it has left behind. Answers what it has said. */
async function dieAt(number: number, moment: 'before' | 'after' = 'before'): Promise<readonly string[]> {
  const path = join(await temporaryFolder(), 'ledger.db')
  const child = startChild({ program: 'die-at-statement' }, path, `${number}`, moment)
  expect(await child.ended, child.lines.join('\n')).toBe(number > 0 ? 'SIGKILL' : 0)

  const ledger = sqliteLedger(path)
  const list = await listed(ledger)
  const facts = list.flatMap(({ key, attempt, state, taskId }) => [
    `began ${key} by ${attempt}`,
    ...(state === 'accepted' ? [`accepted ${key} as ${taskId}`] : []),
  ])
  expect(facts).toEqual(expect.arrayContaining(child.lines.filter((line) => !line.startsWith('done'))))
  for (const { key, taskId } of list) {
    expect((await ledger.begin(intent(key, 'parent'))).attempt, `holder of ${key}`).toBe('child')
    expect((await ledger.find(taskId ?? ''))?.key, `key of its task`).toBe(taskId && key)
  }
  expect(await ledger.spending({ since: 0, now: Date.now() })).toBe(2 * list.length)
  expect((await ledger.begin(intent('new', 'parent'))).attempt).toBe('parent')
  await ledger.check()
  await ledger.close()
  return child.lines
}

it('a SQLite ledger survives SIGKILL between all statements', async () => {
  const [, ...statements] = (await dieAt(0)).at(-1)?.split(' ') ?? []
  for (const kind of ['CREATE', 'BEGIN', 'INSERT', 'UPDATE', 'COMMIT', 'close']) {
    expect(statements).toContain(kind)
  }
  // After one is before the next, which has said more of what the ledger must have.
  const deaths = statements.map((_, index) => () => dieAt(index + 1))
  deaths.push(() => dieAt(statements.length, 'after'))
  while (deaths.length) await Promise.all(deaths.splice(0, 4).map((death) => death()))
}, 240_000)

it('has of a log that was cut off at any byte what was in it before', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'ledger.db')
  const ledger = sqliteLedger(path)
  await ledger.begin(intent('a'))
  const { size: before } = await stat(`${path}-wal`)
  await ledger.update('a', { state: 'accepted', taskId: 'task' })
  const { size: after } = await stat(`${path}-wal`)
  expect(after).toBeGreaterThan(before)

  const whole = await readFile(`${path}-wal`)
  let accepted = 0
  for (let size = before; size <= after; size = size < after ? Math.min(after, size + 997) : Infinity) {
    const copy = join(folder, `copy-${size}.db`)
    await copyFile(path, copy)
    await writeFile(`${copy}-wal`, whole)
    await truncate(`${copy}-wal`, size)
    const left = sqliteLedger(copy)
    const held = await left.begin(intent('a', 'second'))
    expect(held.attempt).toBe('first')
    if (held.state === 'accepted') accepted += 1
    expect(held.state === 'accepted', `at ${size} of ${after}`).toBe(size === after)
    await left.check()
    await left.close()
  }
  expect(accepted).toBe(1)
  await ledger.close()
  expect((await readdir(folder)).filter((name) => name.endsWith('-wal'))).toEqual([])
})
