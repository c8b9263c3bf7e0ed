import { sqliteLedger } from '@apikley/client/node'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../folder.ts'
import { programOf } from '../../programs.ts'
import { type Child, startChild } from '../child.ts'
import { intent } from '../intent.ts'
import { listed } from '../listed.ts'

const names = ['one', 'two', 'three', 'four']

/** Four processes begin the same keys at once. Answers which each of them has won. */
async function race(path: string, ...given: string[]): Promise<string[][]> {
  const children = names.map((name) => startChild({ program: 'begin-keys' }, path, name, ...given))
  await Promise.all(children.map((child) => child.said(1)))
  for (const child of children) child.process.stdin.write('go\n')
  const ended = await Promise.all(children.map((child) => child.ended))
  expect(ended, children.flatMap(({ lines }) => lines).join('\n')).toEqual([0, 0, 0, 0])
  return children.map(({ lines }) => JSON.parse(lines[1] ?? '') as string[])
}

it('gives each of 200 keys to one of four processes that begin them at once', async () => {
  const path = join(await temporaryFolder(), 'ledger.db')
  const won = await race(path, '200')
  const keys = Array.from({ length: 200 }, (_, index) => `key-${index}`)
  expect(won.flat().toSorted()).toEqual(keys.toSorted())
  const ledger = sqliteLedger(path)
  const found = await listed(ledger)
  await ledger.close()
  expect(found.map(({ key }) => key).toSorted()).toEqual(keys.toSorted())
  for (const [index, name] of names.entries()) {
    const own = found.filter(({ attempt }) => attempt === name).map(({ key }) => key)
    expect(own.toSorted()).toEqual(won[index]?.toSorted())
  }
})

it('lets four processes begin as much as there are credits for', async () => {
  const path = join(await temporaryFolder(), 'ledger.db')
  const won = await race(path, '200', '60')
  expect(won.flat()).toHaveLength(60)
})

it('loses nothing that was acknowledged, and gives no key twice, while processes are killed', async () => {
  const path = join(await temporaryFolder(), 'ledger.db')
  const said: string[][] = []
  for (let round = 0; round < 2; round++) {
    const workers = ['one', 'two', 'three'].map((name) => `${name}-${round}`)
    const children: Child[] = workers.map((name) => startChild({ program: 'work-until-killed' }, path, name))
    // Killed one after the other, wherever they are: the others go on with what the dead have left.
    for (const [index, child] of children.entries()) {
      await child.said(20 + 20 * index)
      child.process.kill('SIGKILL')
      expect(await child.ended).toBe('SIGKILL')
    }
    said.push(...children.map(({ lines }) => [...lines]))
  }

  const ledger = sqliteLedger(path)
  const found = new Map((await listed(ledger)).map(({ key, state }) => [key, state]))
  const began = said.flat().filter((line) => line.startsWith('began '))
  expect(began.length).toBeGreaterThan(25)
  expect(new Set(began).size).toBe(began.length)
  const rank = ['sending', 'accepted', 'succeeded']
  const lost = said.flat().filter((line) => {
    const [word = '', key = ''] = line.split(' ')
    return (
      !found.has(key) || rank.indexOf(found.get(key) ?? '') < ['began', 'accepted', 'succeeded'].indexOf(word)
    )
  })
  expect(lost).toEqual([])
  expect((await ledger.begin(intent('new'))).attempt).toBe('first')
  await ledger.check()
  await ledger.close()
})

it('is kept whole by two ledgers and a thread of one process, of which one is closed', async () => {
  const path = join(await temporaryFolder(), 'ledger.db')
  const [one, two] = [sqliteLedger(path), sqliteLedger(path)]
  await one.begin(intent('a'))
  expect((await two.begin(intent('a', 'second'))).attempt).toBe('first')
  const thread = new Worker(programOf('ledger/programs/write-once'), {
    argv: [path, 'a'],
    stdout: true,
  })
  const [line] = (await once(thread.stdout, 'data')) as [Buffer]
  expect(line.toString()).toBe('sending by first\n')
  await once(thread, 'exit')
  await two.close()
  const child = startChild({ program: 'write-once' }, path, 'b')
  expect(await child.ended).toBe(0)
  expect(child.lines).toEqual(['sending by child'])
  expect((await one.begin(intent('b'))).attempt).toBe('child')
  await one.check()
  await one.close()
})
