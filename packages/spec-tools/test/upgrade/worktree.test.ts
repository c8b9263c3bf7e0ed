import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { packedSizes } from '../../src/upgrade/packages.ts'
import { addWorktree, type Worktree } from '../../src/upgrade/worktree.ts'

// A workspace without dependencies, of one package that is published and one that is not.
const root = mkdtempSync(path.join(tmpdir(), 'work-tree-'))
const write = (file: string, text: string, folder = root) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}
const manifest = (fields: object) => `${JSON.stringify(fields, null, 2)}\n`
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' })

const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com']

let worktree: Worktree
beforeAll(async () => {
  write('package.json', manifest({ name: 'root', private: true }))
  write('pnpm-workspace.yaml', 'packages: [packages/*]\n')
  write('.gitignore', 'node_modules/\ndist/\n')
  write('packages/public/package.json', manifest({ name: '@example/public', version: '1.0.0' }))
  write('packages/hidden/package.json', manifest({ name: '@example/hidden', private: true }))
  write('kept.txt', 'as committed\n')
  write('deleted.txt', 'not there any more\n')
  write('dist/built.txt', 'ignored\n')
  write('dist/kept.txt', 'ignored, and known to git\n')
  execFileSync('pnpm', ['install', '--lockfile-only', '--offline'], { cwd: root })
  git('init', '--quiet')
  git('add', '--all')
  git('add', '--force', 'dist/kept.txt')
  git(...author, 'commit', '--quiet', '--message', 'Begin')
  write('kept.txt', 'as edited\n')
  write('untracked.txt', 'new\n')
  rmSync(path.join(root, 'deleted.txt'))
  worktree = await addWorktree(root)
}, 60_000)
afterAll(async () => {
  await worktree.close()
  rmSync(root, { recursive: true })
})

describe('a second work tree', () => {
  test('holds what a person sees there, edits included, and nothing that git ignores', () => {
    const files = readdirSync(worktree.folder)
    expect(files).toEqual(expect.arrayContaining(['kept.txt', 'untracked.txt', 'packages']))
    expect(files).not.toContain('deleted.txt')
    expect(readdirSync(path.join(worktree.folder, 'dist'))).toEqual(['kept.txt'])
    expect(readFileSync(path.join(worktree.folder, 'kept.txt'), 'utf8')).toBe('as edited\n')
  })

  test('differs in nothing at first, and then in what was written, made and deleted there', async () => {
    expect(await worktree.changes()).toEqual([])
    write('kept.txt', 'as generated\n', worktree.folder)
    write('packages/public/new file.txt', 'made\n', worktree.folder)
    write('dist/built.txt', 'made and ignored\n', worktree.folder)
    rmSync(path.join(worktree.folder, 'untracked.txt'))
    expect(await worktree.changes()).toEqual(['kept.txt', 'packages/public/new file.txt', 'untracked.txt'])
    expect(await worktree.changes()).toEqual([])
    expect(readFileSync(path.join(root, 'kept.txt'), 'utf8')).toBe('as edited\n')
  })

  test.each([
    ['a link', (file: string) => symlinkSync('as generated\n', file)],
    [
      'a program',
      (file: string) => {
        writeFileSync(file, 'as generated\n')
        chmodSync(file, 0o755)
      },
    ],
  ])('differs where a file of the same text has become %s', async (_, make) => {
    const file = path.join(worktree.folder, 'kept.txt')
    rmSync(file)
    make(file)
    expect(await worktree.changes()).toEqual(['kept.txt'])
    rmSync(file)
    writeFileSync(file, 'as generated\n')
    expect(await worktree.changes()).toEqual(['kept.txt'])
  })
})

test('goes without a trace, and the first is as it was', async () => {
  const status = () => git('status', '--porcelain')
  const before = status()
  const another = await addWorktree(root)
  writeFileSync(path.join(another.folder, 'kept.txt'), 'as generated\n')
  expect(git('worktree', 'list')).toContain(another.folder)
  await another.close()
  expect(existsSync(another.folder)).toBe(false)
  expect(git('worktree', 'list')).not.toContain(another.folder)
  expect(status()).toBe(before)
})

test('what the settings of the repository start sees no key, and no hook runs', async () => {
  const seen = path.join(root, '.git/seen')
  const print = `echo "[$APIKLEY_API_KEY]" >> '${seen}'`
  writeFileSync(path.join(root, '.git/info/attributes'), 'kept.txt filter=printing\n')
  git('config', 'filter.printing.clean', `${print}; cat`)
  writeFileSync(path.join(root, '.git/hooks/post-index-change'), `#!/bin/sh\necho hook >> '${seen}'\n`)
  chmodSync(path.join(root, '.git/hooks/post-index-change'), 0o755)
  vi.stubEnv('APIKLEY_API_KEY', 'fake-key-for-tests-0000')
  try {
    const another = await addWorktree(root)
    await another.close()
  } finally {
    vi.unstubAllEnvs()
    git('config', '--unset', 'filter.printing.clean')
    rmSync(path.join(root, '.git/info/attributes'))
  }
  expect(new Set(readFileSync(seen, 'utf8').trim().split('\n'))).toEqual(new Set(['[]']))
})

test('a shallow clone has one as well', async () => {
  const clone = mkdtempSync(path.join(tmpdir(), 'shallow-'))
  execFileSync('git', ['clone', '--quiet', '--depth', '1', pathToFileURL(root).href, clone])
  const another = await addWorktree(clone)
  expect(readdirSync(another.folder)).toContain('deleted.txt')
  await another.close()
  rmSync(clone, { recursive: true })
})

describe('the sizes of packages', () => {
  test('are those of the packed files, of what is published only', async () => {
    const before = await packedSizes(root)
    expect([...before.keys()]).toEqual(['@example/public'])
    // Random digits, which do not compress.
    write('packages/public/more.txt', Array.from({ length: 5000 }, (_, n) => (n * 7919) % 1009).join(''))
    const grown = (await packedSizes(root)).get('@example/public') ?? 0
    expect(grown).toBeGreaterThan(before.get('@example/public') ?? Infinity)
    expect(readdirSync(path.join(root, 'packages/public')).toSorted()).toEqual(['more.txt', 'package.json'])
  })
})
