import { fileLedger } from '@apikley/client/node'
import { readdir } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../folder.ts'
import { startChild } from '../child.ts'
import { intent } from '../intent.ts'

/** Has a program die at a step, and checks what it has left behind. Answers what it has said. */
async function dieAt(step: number, where = 'before'): Promise<readonly string[]> {
  const folder = await temporaryFolder()
  const child = startChild('die-at-step.ts', folder, `${step}`, where)
  expect(await child.ended, child.lines.join('\n')).toBe(step > 0 ? 'SIGKILL' : 0)

  const ledger = fileLedger(folder)
  const list = await ledger.list()
  const facts = list.flatMap(({ key, attempt, state, taskId }) => [
    `began ${key} by ${attempt}`,
    ...(state === 'accepted' ? [`accepted ${key} as ${taskId}`] : []),
  ])
  expect(facts).toEqual(expect.arrayContaining(child.lines.filter((line) => !line.startsWith('done'))))
  for (const { key } of list) {
    expect((await ledger.begin(intent(key, 'parent'))).attempt, `holder of ${key}`).toBe('child')
  }
  expect((await ledger.begin(intent('new', 'parent'))).attempt).toBe('parent')
  await ledger.compact()
  expect((await ledger.list()).map(({ key }) => key)).toEqual([...list.map(({ key }) => key), 'new'])
  await ledger.close()
  expect(await readdir(folder), 'what is left in the folder').toHaveLength(1)
  return child.lines
}

it('survives SIGKILL before each step of the disk, and in the middle of each write', async () => {
  const [, ...steps] = (await dieAt(0)).at(-1)?.split(' ') ?? []
  for (const kind of ['makeFolder', 'open', 'append', 'sync', 'link', 'remove', 'syncFolder']) {
    expect(steps).toContain(kind)
  }
  const deaths = steps.flatMap((kind, index) => [
    () => dieAt(index + 1),
    ...(kind === 'append' ? [() => dieAt(index + 1, 'middle')] : []),
  ])
  while (deaths.length) await Promise.all(deaths.splice(0, 4).map((death) => death()))
})
