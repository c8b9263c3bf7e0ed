import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { strayFiles, upgradePaths } from '../../src/upgrade/paths.ts'

const script = fileURLToPath(new URL('../../../../.github/take-over.sh', import.meta.url))
const root = mkdtempSync(path.join(tmpdir(), 'take-over-'))
afterAll(() => rmSync(root, { recursive: true }))

const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' })
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}
const manifest = (stamp: string, more = '') =>
  `{\n  "name": "@apikley/types",${more}\n  "x-openapi-version": "${stamp}"\n}\n`

beforeAll(() => {
  git('init', '--quiet')
  git('config', 'user.name', 'Test')
  git('config', 'user.email', 'test@example.com')
  git('config', 'core.autocrlf', 'false')
  write('packages/types/package.json', manifest('1.0.0+abc'))
  write('packages/types/src/index.ts', 'export {}\n')
  write('packages/types/src/generated/openapi.ts', 'export interface paths {}\n')
  write('specs/openapi.json', '{}\n')
  write('specs/overlays/a.yaml', 'overlay: 1.0.0\n')
  write('specs/vendor/old.yaml', 'old\n')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'Begin')
})

/** Takes a patch of these changes over, and tells what is in the index then, or why it was refused. */
function takeOver(change: () => void): { staged: string[]; refused: string } {
  change()
  git('add', '--all')
  const patch = path.join(tmpdir(), `${path.basename(root)}.patch`)
  writeFileSync(patch, git('diff', '--cached', '--binary'))
  git('reset', '--quiet', '--hard')
  git('clean', '--quiet', '--force', '-d')
  const { stderr, status } = spawnSync('bash', [script, patch], { cwd: root, encoding: 'utf8' })
  const staged = git('diff', '--cached', '--name-status', 'HEAD').split('\n').filter(Boolean)
  const files = ['specs/vendor/old.yaml', 'specs/vendor/new.md', 'specs/sources.json']
  expect(files.map((file) => existsSync(path.join(root, file)))).toEqual([true, false, false])
  git('reset', '--quiet', '--hard')
  return { staged, refused: status === 0 ? '' : stderr || 'without a word' }
}

test('the script and the program have the same list', () => {
  const text = readFileSync(script, 'utf8')
  const list = /^paths='\n([^']*)\n'$/m.exec(text)?.[1]?.split('\n')
  expect(list).toEqual(upgradePaths)
})

test('all that an upgrade writes is taken over, and the work tree is left as it is', () => {
  const { staged, refused } = takeOver(() => {
    write('packages/types/package.json', manifest('1.0.1+def'))
    write('packages/types/src/generated/openapi.ts', 'export interface paths { a: 1 }\n')
    write('packages/types/src/generated/models/a/b-1.5.ts', 'export {}\n')
    write('packages/types/schemas/a/b-1.5.json', '{}\n')
    write('specs/openapi.json', '{ "a": 1 }\n')
    write('specs/sources.json', '{}\n')
    write('specs/vendor/new.md', '# New\n')
    rmSync(path.join(root, 'specs/vendor/old.yaml'))
    write('.changeset/spec-upgrade.md', 'Follow the API\n')
  })
  expect(refused).toBe('')
  expect(staged).toEqual([
    'A\t.changeset/spec-upgrade.md',
    'M\tpackages/types/package.json',
    'A\tpackages/types/schemas/a/b-1.5.json',
    'A\tpackages/types/src/generated/models/a/b-1.5.ts',
    'M\tpackages/types/src/generated/openapi.ts',
    'M\tspecs/openapi.json',
    'A\tspecs/sources.json',
    'A\tspecs/vendor/new.md',
    'D\tspecs/vendor/old.yaml',
  ])
})

describe('is refused with all else, and named', () => {
  const link = (file: string, to: string) => {
    rmSync(path.join(root, file), { force: true })
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    symlinkSync(to, path.join(root, file))
  }
  test.each<[string, () => void, string]>([
    ['a workflow', () => write('.github/workflows/x.yml', 'on: push\n'), '.github/workflows/x.yml'],
    ['what people wrote of the types', () => write('packages/types/src/index.ts', 'x\n'), 'src/index.ts'],
    ['a test', () => write('packages/types/test/x.test.ts', 'x\n'), 'test/x.test.ts'],
    ['another module', () => write('packages/types/src/generated/evil.ts', 'x\n'), 'generated/evil.ts'],
    ['a module of JavaScript', () => write('packages/types/src/generated/models/a.js', 'x\n'), 'models/a.js'],
    ['a hidden file', () => write('packages/types/schemas/.npmrc', 'x\n'), 'schemas/.npmrc'],
    ['a folder of packages', () => write('specs/vendor/node_modules/x.json', 'x\n'), 'node_modules/x.json'],
    ['a supplement', () => write('specs/supplements/x.yaml', 'x\n'), 'supplements/x.yaml'],
    ['the last release', () => write('specs/released.json', '{}\n'), 'specs/released.json'],
    ['an overlay that is gone', () => rmSync(path.join(root, 'specs/overlays/a.yaml')), 'overlays/a.yaml'],
    ['a second changeset', () => write('.changeset/other.md', 'x\n'), '.changeset/other.md'],
    ['a path with a line break', () => write('specs/vendor/a.md\nb.md', 'x\n'), 'specs/vendor/a.md'],
    ['a link', () => link('specs/vendor/x.md', '/etc/passwd'), '120000'],
    ['a file that becomes a link', () => link('specs/openapi.json', '../package.json'), '120000'],
    [
      'a program',
      () => {
        write('specs/vendor/x.md', 'x\n')
        chmodSync(path.join(root, 'specs/vendor/x.md'), 0o755)
      },
      '100755',
    ],
    [
      'a file that becomes a program',
      () => chmodSync(path.join(root, 'specs/openapi.json'), 0o755),
      '100755',
    ],
    [
      'a script of the package',
      () =>
        write('packages/types/package.json', manifest('1.0.0+abc', '\n  "scripts": { "postinstall": "x" },')),
      'postinstall',
    ],
    [
      'a script beside a new stamp',
      () => write('packages/types/package.json', manifest('2.0.0+x", "bin": "./x')),
      '"bin"',
    ],
    [
      'a package.json that is gone',
      () => rmSync(path.join(root, 'packages/types/package.json')),
      'package.json',
    ],
    ['nothing at all', () => {}, ''],
  ])('%s', (_, change, named) => {
    const { staged, refused } = takeOver(() => {
      if (named !== '') write('specs/sources.json', '{}\n')
      change()
    })
    expect(staged).toEqual([])
    expect(refused).toContain(named)
    expect(refused).not.toBe('')
  })
})

test('the program writes nothing beside its list either, and deletes overlays only', () => {
  const files = new Map([
    ['specs/openapi.json', '{}'],
    ['specs/vendor/a.yaml', null],
    ['specs/overlays/a.yaml', null],
    ['specs/overlays/b.yaml', 'written'],
    ['packages/types/src/index.ts', 'written'],
    ['packages/types/schemas/../src/x.json', 'written'],
    ['/etc/passwd', 'written'],
  ])
  expect(strayFiles(files)).toEqual([
    'specs/overlays/b.yaml',
    'packages/types/src/index.ts',
    'packages/types/schemas/../src/x.json',
    '/etc/passwd',
  ])
})
