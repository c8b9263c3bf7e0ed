import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { finishInterrupted } from '../../src/writing/finish.ts'
import { writeAll } from '../../src/writing/write-all.ts'
import type { Fault } from './programs/counted-disk.ts'
import { makeTree, readTree, removeTree, type Tree } from './tree.ts'

const program = fileURLToPath(new URL('programs/write.ts', import.meta.url))
const before = { 'keep.txt': 'keep', 'a/change.txt': 'old', 'b/only.txt': 'delete me' }
const after = { 'keep.txt': 'keep', 'a/change.txt': 'new text', 'c/d/new.txt': 'new' }
const files = JSON.stringify([
  ['a/change.txt', 'new text'],
  ['b/only.txt', null],
  ['c/d/new.txt', 'new'],
])

interface Ended {
  /** What ended the process, if something did. */
  readonly signal: string | null
  readonly writes: readonly { readonly calls: number; readonly problem: string }[]
}

function write(...runs: (Fault & { root: string })[]): Promise<Ended> {
  const args = [program, JSON.stringify(runs), files]
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, (_, stdout) => {
      resolve({ signal: child.signalCode, writes: stdout === '' ? [] : JSON.parse(stdout) })
    })
  })
}

/** A process that stops at one call of the disk until it is told to go on. */
async function writeUpTo(root: string, at: number): Promise<ChildProcess> {
  const child = fork(program, [JSON.stringify([{ root, at, with: 'pause' }]), files], { stdio: 'ignore' })
  await once(child, 'message')
  return child
}

let calls: number
let root: string

beforeAll(async () => {
  const trial = await makeTree(before)
  const { writes } = await write({ root: trial, at: 0, with: 'death' })
  calls = writes[0]?.calls ?? 0
  await removeTree(trial)
})
beforeEach(async () => {
  root = await makeTree(before)
})
afterEach(() => removeTree(root))

/** What the next start makes of what was left below a folder, which is removed then. */
async function startAgain(folder: string): Promise<{ said: string; tree: Tree; done: boolean }> {
  const said = (await finishInterrupted(folder)) ?? ''
  const tree = await readTree(folder)
  await removeTree(folder)
  return { said, tree, done: 'c/d/new.txt' in tree }
}

/** The number of every call, for several workers to take from. */
function everyCall(): IterableIterator<number> {
  return Array.from({ length: calls }, (_, index) => index + 1).values()
}

test('killed at any call of the disk, the next start leaves all as it was or all done', async () => {
  const queue = everyCall()
  const ends: Awaited<ReturnType<typeof startAgain>>[] = []
  const worker = async () => {
    for (const at of queue) {
      const folder = await makeTree(before)
      expect(await write({ root: folder, at, with: 'death' })).toEqual({ signal: 'SIGKILL', writes: [] })
      ends[at - 1] = await startAgain(folder)
    }
  }
  await Promise.all([worker(), worker(), worker()])

  expect(calls).toBeGreaterThan(20)
  for (const { tree, done, said } of ends) {
    expect(tree).toEqual(done ? after : before)
    expect(said).toMatch(
      /^(An earlier command was interrupted while it wrote; its 3 files are complete now\.)?$/,
    )
  }
  // Before the decision nothing, after it everything: one turn, at the decision.
  const turns = ends.map(({ done }) => done)
  expect(turns.lastIndexOf(false)).toBeLessThan(turns.indexOf(true))
  expect(new Set(turns).size).toBe(2)
  expect(ends.filter(({ said }) => said !== '').length).toBeGreaterThan(5)
})

test('killed again while the next command completes it, the one after that does', async () => {
  const queue = [...everyCall()].slice(0, calls / 3).values()
  const worker = async () => {
    for (const at of queue) {
      const folder = await makeTree(before)
      await write({ root: folder, at: midst(), with: 'death' })
      expect(await write({ root: folder, at, with: 'death' })).toMatchObject({ signal: 'SIGKILL' })
      expect((await startAgain(folder)).tree).toEqual(after)
    }
  }
  await Promise.all([worker(), worker(), worker()])
})

test('a disk that refuses any call leaves all as it was or all done', async () => {
  const runs = await Promise.all(
    [...everyCall()].map(async (at) => ({ root: await makeTree(before), at, with: 'full disk' as const })),
  )
  const { writes } = await write(...runs)
  for (const [index, { problem }] of writes.entries()) {
    const { tree, done, said } = await startAgain(runs[index]?.root ?? '')
    expect(tree).toEqual(done ? after : before)
    // Whoever is told that nothing happened can believe it.
    const isBelieved = /Nothing was (written|changed)/.test(problem)
    expect(isBelieved && (done || said !== ''), problem).toBe(false)
  }
  for (const told of ['Nothing was written', 'Nothing was changed']) {
    expect(writes.filter(({ problem }) => problem.includes(told)).length).toBeGreaterThan(3)
  }
})

describe('while another process writes', () => {
  let paused: ChildProcess
  const goOn = async () => {
    const ended = once(paused, 'exit')
    paused.send('go on')
    return (await ended) as [number | null, NodeJS.Signals | null]
  }

  test.each(['SIGINT', 'SIGTERM'] as const)('%s lets it end its work, and then stops it', async (signal) => {
    paused = await writeUpTo(root, midst())
    paused.kill(signal)
    expect(await goOn()).toEqual([null, signal])
    expect(await readTree(root)).toEqual(after)
  })

  test('before it is decided, a signal stops it with nothing written', async () => {
    paused = await writeUpTo(root, Math.floor(calls * 0.3))
    paused.kill('SIGINT')
    expect(await goOn()).toEqual([null, 'SIGINT'])
    expect(await readTree(root)).toEqual(before)
  })

  test('nobody else may, and what it writes stands in the end', async () => {
    paused = await writeUpTo(root, midst())
    await expect(writeAll(root, new Map([['a/change.txt', 'mine']]))).rejects.toThrow(
      `process ${paused.pid} is writing`,
    )
    expect(await goOn()).toEqual([0, null])
    expect(await readTree(root)).toEqual(after)
  })

  test('a command that only reads waits for its end', async () => {
    paused = await writeUpTo(root, midst())
    const finished = finishInterrupted(root)
    await goOn()
    expect(await finished).toBeUndefined()
    expect(await readTree(root)).toEqual(after)
  })
})

/** A call at which the write is decided and not yet done. */
function midst(): number {
  return Math.floor(calls * 0.7)
}

test('what was edited after an interruption is kept, and the rest brought back', async () => {
  await write({ root, at: midst(), with: 'death' })
  await writeFile(path.join(root, 'c'), 'a file where a folder should be')
  await expect(finishInterrupted(root)).rejects.toThrow(
    /^c\/d\/new\.txt: could not be written .*Nothing was changed/,
  )
  expect(await readTree(root)).toEqual({ ...before, c: 'a file where a folder should be' })
})

test('two at once: one of them writes all, or none does', async () => {
  const outcomes = await Promise.allSettled([
    writeAll(
      root,
      new Map([
        ['a/change.txt', 'first'],
        ['x.txt', 'first'],
      ]),
    ),
    writeAll(
      root,
      new Map([
        ['a/change.txt', 'second'],
        ['x.txt', 'second'],
      ]),
    ),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThan(2)
  const tree = await readTree(root)
  expect(['old', 'first', 'second']).toContain(tree['a/change.txt'])
  expect(tree['x.txt']).toBe(tree['a/change.txt'] === 'old' ? undefined : tree['a/change.txt'])
})
