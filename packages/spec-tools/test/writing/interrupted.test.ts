import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { finishInterrupted } from '../../src/writing/log.ts'
import { writeAll } from '../../src/writing/write-all.ts'
import type { Fault } from './programs/counted-disk.ts'
import { makeTree, readTree, removeTree, type Tree } from './tree.ts'

const program = fileURLToPath(new URL('programs/write.ts', import.meta.url))
const before = { 'keep.txt': 'keep', 'specs/sources.json': 'old', 'b/only.txt': 'delete me' }
const after = { 'keep.txt': 'keep', 'specs/sources.json': 'new text', 'c/d/new.txt': 'new' }
const files = JSON.stringify([
  ['specs/sources.json', 'new text'],
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
  const leftBehind: Tree[] = []
  const worker = async () => {
    for (const at of queue) {
      const folder = await makeTree(before)
      expect(await write({ root: folder, at, with: 'death' })).toEqual({ signal: 'SIGKILL', writes: [] })
      leftBehind[at - 1] = await readTree(folder)
      ends[at - 1] = await startAgain(folder)
    }
  }
  await Promise.all([worker(), worker(), worker()])

  expect(calls).toBeGreaterThan(15)
  for (const { tree, done, said } of ends) {
    expect(tree).toEqual(done ? after : before)
    expect(said).toMatch(
      /^(An earlier command was interrupted while it wrote; its 3 files are complete now\.)?$/,
    )
  }
  // Whoever sees the new lock sees all that it tells of.
  const withLock = leftBehind.filter((tree) => tree['specs/sources.json'] === 'new text')
  for (const tree of withLock) expect(tree).toMatchObject(after)
  expect(withLock.some((tree) => 'b/only.txt' in tree)).toBe(false)
  expect(withLock.length).toBeGreaterThan(0)
  // Before its steps are listed nothing, from then on everything: one turn.
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

  test('nobody else may, and what it writes stands in the end', async () => {
    paused = await writeUpTo(root, midst())
    await expect(writeAll(root, new Map([['specs/sources.json', 'mine']]))).rejects.toThrow(
      `process ${paused.pid} is writing`,
    )
    expect(await goOn()).toEqual([0, null])
    expect(await readTree(root)).toEqual(after)
  })

  test('a command that only reads is told to wait, and reads what is whole afterwards', async () => {
    paused = await writeUpTo(root, midst())
    await expect(finishInterrupted(root)).rejects.toThrow(`process ${paused.pid} is writing`)
    await goOn()
    expect(await finishInterrupted(root)).toBeUndefined()
    expect(await readTree(root)).toEqual(after)
  })
})

test('a process that was killed long ago does not block the one that has its number now', async () => {
  const paused = await writeUpTo(root, midst())
  try {
    const log = path.join(root, '.spec-writing/log.json')
    await writeFile(log, (await readFile(log, 'utf8')).replace(/"begun":\d+/, '"begun":0'))
    expect(await finishInterrupted(root)).toContain('3 files are complete now')
    expect(await readTree(root)).toEqual(after)
  } finally {
    paused.kill('SIGKILL')
    await once(paused, 'exit')
  }
})

/** A call at which the write is decided and not yet done. */
function midst(): number {
  return Math.floor(calls * 0.55)
}

test('what was edited after an interruption is kept, and the rest brought back', async () => {
  await write({ root, at: midst(), with: 'death' })
  await writeFile(path.join(root, 'c'), 'a file where a folder should be')
  await expect(finishInterrupted(root)).rejects.toThrow(
    /^c\/d\/new\.txt: could not be written .*Nothing was changed/,
  )
  expect(await readTree(root)).toEqual({ ...before, c: 'a file where a folder should be' })
})

test('where nothing can be written, nothing was interrupted', async () => {
  expect(await finishInterrupted(path.join(root, 'keep.txt'))).toBeUndefined()
})

test('two at once: what one of them writes stands as a whole, or nothing does', async () => {
  const given = { root, at: 0, with: 'death' } as const
  await Promise.all([write(given), write(given), write(given)])
  await finishInterrupted(root)
  expect([before, after]).toContainEqual(await readTree(root))
})
