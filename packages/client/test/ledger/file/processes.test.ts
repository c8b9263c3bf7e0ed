import { fileLedger } from '@apikley/client/node'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../folder.ts'
import { startChild } from '../child.ts'
import { intent } from '../intent.ts'

it('gives each of 200 keys to one of four processes that begin them at once', async () => {
  const folder = await temporaryFolder()
  const children = ['one', 'two', 'three', 'four'].map((name) =>
    startChild('begin-keys.ts', folder, name, '200'),
  )
  await Promise.all(children.map((child) => child.said(1)))
  for (const child of children) child.process.stdin?.write('go\n')
  expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0, 0])

  const won = children.map(({ lines }) => JSON.parse(lines[1] ?? '') as string[])
  const keys = Array.from({ length: 200 }, (_, index) => `key-${index}`)
  expect(won.flat().toSorted()).toEqual(keys.toSorted())
  const ledger = fileLedger(folder)
  const found = await ledger.list()
  await ledger.close()
  expect(found.map(({ key }) => key).toSorted()).toEqual(keys.toSorted())
  for (const [index, name] of ['one', 'two', 'three', 'four'].entries()) {
    const own = found.filter(({ attempt }) => attempt === name).map(({ key }) => key)
    expect(own.toSorted()).toEqual(won[index]?.toSorted())
  }
})

it('loses nothing that was acknowledged, and gives no key twice, while processes are killed', async () => {
  const folder = await temporaryFolder()
  const said: string[][] = []
  for (let round = 0; round < 2; round++) {
    const names = ['one', 'two', 'three'].map((name) => `${name}-${round}`)
    const children = names.map((name) => startChild('work-until-killed.ts', folder, name))
    // Killed one after the other, wherever they are: the others go on with what the dead have left.
    for (const [index, child] of children.entries()) {
      await child.said(20 + 20 * index)
      child.process.kill('SIGKILL')
      expect(await child.ended).toBe('SIGKILL')
    }
    said.push(...children.map(({ lines }) => [...lines]))
  }

  const ledger = fileLedger(folder)
  const found = new Map((await ledger.list()).map(({ key, state }) => [key, state]))
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
  await ledger.close()
})
