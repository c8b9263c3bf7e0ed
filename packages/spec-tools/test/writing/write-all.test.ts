import { execFileSync } from 'node:child_process'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeAll } from '../../src/writing/write-all.ts'
import { makeTree, readTree, removeTree } from './tree.ts'

const before = { 'keep.txt': 'keep', 'a/change.txt': 'old', 'b/only.txt': 'delete me' }
let root: string

beforeEach(async () => {
  root = await makeTree(before)
})
afterEach(() => removeTree(root))

test('writes, changes and deletes, and leaves nothing of its own', async () => {
  const files = new Map([
    ['a/change.txt', 'new'],
    ['deep/down/new.txt', 'ключ'],
    ['b/only.txt', null],
    ['never/there.txt', null],
  ])
  await writeAll(root, files)
  expect(await readTree(root)).toEqual({
    'keep.txt': 'keep',
    'a/change.txt': 'new',
    'deep/down/new.txt': 'ключ',
  })
  expect((await readdir(root)).toSorted()).toEqual(['a', 'deep', 'keep.txt'])
})

test('does not touch a file that says already what it should', async () => {
  const { mtimeMs, ino } = await stat(path.join(root, 'keep.txt'))
  await writeAll(
    root,
    new Map([
      ['keep.txt', 'keep'],
      ['a/change.txt', 'new'],
    ]),
  )
  expect(await stat(path.join(root, 'keep.txt'))).toMatchObject({ mtimeMs, ino })
})

describe('refuses when what it was made from has changed:', () => {
  const seen = new Map([
    ['a/change.txt', 'old'],
    ['keep.txt', 'keep'],
    ['new.txt', null],
  ])
  const files = new Map([
    ['a/change.txt', 'new'],
    ['new.txt', 'new'],
  ])

  test('nothing has', async () => {
    await writeAll(root, files, seen)
    expect(await readTree(root)).toMatchObject({ 'a/change.txt': 'new', 'new.txt': 'new' })
  })

  test.each(['a/change.txt', 'keep.txt', 'new.txt'])('%s', async (file) => {
    await writeFile(path.join(root, file), 'edited')
    await expect(writeAll(root, files, seen)).rejects.toThrow(`${file}: has changed since it was read`)
    expect(await readTree(root)).toEqual({ ...before, [file]: 'edited' })
  })
})

describe('in a git work tree it refuses to write over', () => {
  const files = new Map([
    ['a/change.txt', 'new'],
    ['b/only.txt', null],
    ['new.txt', 'new'],
  ])
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root })
  beforeEach(() => {
    git('init', '--quiet')
    git('add', '--all')
  })

  test('nothing that git can bring back, staged or committed', async () => {
    await writeFile(path.join(root, 'keep.txt'), 'edited, and not written')
    await writeAll(root, files)
    expect((await readdir(root)).toSorted()).toEqual(['.git', 'a', 'keep.txt', 'new.txt'])
  })

  test.each([
    ['a/change.txt', 'changed since'],
    ['b/only.txt', 'changed since, and would be deleted'],
    ['new.txt', 'not known to git'],
    ['a/change.txt', null],
  ])('%s, %s', async (file, text) => {
    if (text === null) await rm(path.join(root, file))
    else await writeFile(path.join(root, file), text)
    const asItWas = await readTree(root)
    const refusal = await writeAll(root, files).then(() => '', String)
    expect(refusal).toMatch(/hold changes that git does not know\. Nothing was written: commit the changes/)
    expect(refusal.split('\n').slice(1)).toEqual([`  ${file}`])
    expect(await readTree(root)).toEqual(asItWas)
  })

  test('what is dirty and says already what it should', async () => {
    await writeFile(path.join(root, 'a/change.txt'), 'new')
    await writeAll(root, files)
    expect((await readdir(root)).toSorted()).toEqual(['.git', 'a', 'keep.txt', 'new.txt'])
  })

  test('anything, where git does not answer', async () => {
    await writeFile(path.join(root, '.git/index'), 'spoilt')
    await expect(writeAll(root, files)).rejects.toThrow('git does not tell which changes it knows')
  })
})

test('brings everything back when one file cannot be moved', async () => {
  await mkdir(path.join(root, 'z-folder/inside'), { recursive: true })
  const files = new Map([
    ['a/change.txt', 'new'],
    ['b/only.txt', null],
    ['c/new.txt', 'new'],
    ['keep.txt/below-a-file.txt', 'cannot be'],
  ])
  await expect(writeAll(root, files)).rejects.toThrow(
    /^keep\.txt\/below-a-file\.txt: could not be written \(.*\)\. Nothing was changed/,
  )
  expect(await readTree(root)).toEqual(before)
  expect((await readdir(root)).toSorted()).toEqual(['a', 'b', 'keep.txt', 'z-folder'])
})
