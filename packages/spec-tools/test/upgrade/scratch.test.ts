import { execFileSync } from 'node:child_process'
import {
  chmodSync,
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
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packedSizes } from '../../src/upgrade/packages.ts'
import { copyTree, type Scratch } from '../../src/upgrade/scratch.ts'

// A workspace without dependencies, of one package that is published and one that is not.
const root = mkdtempSync(path.join(tmpdir(), 'work-tree-'))
const write = (file: string, text: string, folder = root) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}
const manifest = (fields: object) => `${JSON.stringify(fields, null, 2)}\n`
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' })

let scratch: Scratch
beforeAll(async () => {
  write('package.json', manifest({ name: 'root', private: true }))
  write('pnpm-workspace.yaml', 'packages: [packages/*]\n')
  write('.gitignore', 'node_modules/\ndist/\n')
  write('packages/public/package.json', manifest({ name: '@example/public', version: '1.0.0' }))
  write('packages/hidden/package.json', manifest({ name: '@example/hidden', private: true }))
  write('kept.txt', 'as committed\n')
  write('deleted.txt', 'not there any more\n')
  write('dist/built.txt', 'ignored\n')
  execFileSync('pnpm', ['install', '--lockfile-only', '--offline'], { cwd: root })
  git('init', '--quiet')
  git('add', '--all')
  write('kept.txt', 'as edited\n')
  write('untracked.txt', 'new\n')
  rmSync(path.join(root, 'deleted.txt'))
  scratch = await copyTree(root)
}, 60_000)
afterAll(async () => {
  await scratch.close()
  rmSync(root, { recursive: true })
})

describe('the copy of a work tree', () => {
  test('holds what a person sees there, edits included, and nothing that git ignores', () => {
    const files = readdirSync(scratch.folder)
    expect(files).toEqual(expect.arrayContaining(['kept.txt', 'untracked.txt', 'packages']))
    expect(files).not.toContain('deleted.txt')
    expect(files).not.toContain('dist')
    expect(readFileSync(path.join(scratch.folder, 'kept.txt'), 'utf8')).toBe('as edited\n')
  })

  test('differs in nothing at first, and then in what was written, made and deleted there', async () => {
    expect(await scratch.changes()).toEqual(new Map())
    write('kept.txt', 'as generated\n', scratch.folder)
    write('packages/public/new file.txt', 'made\n', scratch.folder)
    write('dist/built.txt', 'made and ignored\n', scratch.folder)
    rmSync(path.join(scratch.folder, 'untracked.txt'))
    expect(await scratch.changes()).toEqual(
      new Map([
        ['kept.txt', 'as generated\n'],
        ['packages/public/new file.txt', 'made\n'],
        ['untracked.txt', null],
      ]),
    )
    expect(readFileSync(path.join(root, 'kept.txt'), 'utf8')).toBe('as edited\n')
  })

  test.each([
    ['a link', (file: string) => symlinkSync('/etc/hosts', file)],
    [
      'a program',
      (file: string) => {
        writeFileSync(file, 'run me\n')
        chmodSync(file, 0o755)
      },
    ],
  ])('is not taken over where %s was made', async (_, make) => {
    const file = path.join(scratch.folder, 'made.txt')
    make(file)
    await expect(scratch.changes()).rejects.toThrow('made.txt: became a link or a program')
    rmSync(file)
  })
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
