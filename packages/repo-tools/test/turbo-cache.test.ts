import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// Which tasks turbo would run again after a change, asked of turbo itself on a copy of the repository.
const repository = path.resolve(import.meta.dirname, '../../..')
let copy: string
let before: Map<string, string>

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'turbo-cache-'))
  const files = git(repository, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0')
  for (const file of files) {
    const source = path.join(repository, file)
    // A deleted file stays in git's list until it is committed.
    if (file && existsSync(source)) cpSync(source, path.join(copy, file))
  }
  git(copy, 'init', '--quiet')
  git(copy, 'add', '--all')
  before = taskHashes()
}, 60_000)

afterAll(() => {
  rmSync(copy, { recursive: true, force: true })
})

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 100_000_000 })
}

function taskHashes(): Map<string, string> {
  const printed = execFileSync('turbo', ['run', 'build', 'test', '--dry=json'], {
    cwd: copy,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 100_000_000,
  })
  const { tasks } = JSON.parse(printed) as { tasks: { taskId: string; hash: string; command: string }[] }
  return new Map(
    tasks.filter(({ command }) => command !== '<NONEXISTENT>').map(({ taskId, hash }) => [taskId, hash]),
  )
}

/** The tasks that turbo would run again after a line was added to `file`. */
function tasksTouchedBy(file: string): string[] {
  appendFileSync(path.join(copy, file), '\n')
  const after = taskHashes()
  const touched = [...after].filter(([task, hash]) => before.get(task) !== hash).map(([task]) => task)
  before = after
  return touched.toSorted()
}

const everyTest = [
  'ai-sdk-provider',
  'cli',
  'client',
  'contract-tests',
  'mock',
  'nextjs-sample',
  'postgres',
  'quickstart',
  'types',
].map((name) => `@apikley/${name}#test`)
const everyBuild = ['ai-sdk-provider', 'cli', 'client', 'mock', 'postgres', 'types'].map(
  (name) => `@apikley/${name}#build`,
)

describe('what turbo does again', () => {
  it.each([
    {
      changed: 'specs/openapi.json',
      touched: [...everyBuild, ...everyTest, '@apikley/spec-tools#test'],
    },
    {
      changed: 'packages/client/src/index.ts',
      touched: [
        'ai-sdk-provider#build',
        'ai-sdk-provider#test',
        'cli#build',
        'cli#test',
        'client#build',
        'client#test',
        'contract-tests#test',
        'nextjs-sample#test',
        'postgres#build',
        'postgres#test',
        'quickstart#test',
      ].map((t) => `@apikley/${t}`),
    },
    {
      changed: 'packages/mock/src/index.ts',
      touched: [
        // It builds after the mock that its tests run against.
        'ai-sdk-provider#build',
        'ai-sdk-provider#test',
        'cli#build',
        'cli#test',
        'mock#build',
        'mock#test',
        'contract-tests#test',
        'nextjs-sample#test',
        'postgres#build',
        'postgres#test',
        'quickstart#test',
      ].map((t) => `@apikley/${t}`),
    },
    {
      changed: 'specs/vendor/kling-v2-1-master-text-to-video.yaml',
      touched: ['@apikley/pages#test', '@apikley/spec-tools#test', '@apikley/contract-tests#test'],
    },
    {
      changed: '.changeset/config.json',
      touched: ['@apikley/spec-tools#test', '@apikley/contract-tests#test'],
    },
    {
      changed: 'packages/types/test/open-answers.test-d.ts',
      touched: ['@apikley/spec-tools#test', '@apikley/types#test'],
    },
    { changed: 'apps/quickstart/src/main.ts', touched: ['@apikley/quickstart#test'] },
    { changed: 'CONTRIBUTING.md', touched: [] },
  ])('after a change of $changed', ({ changed, touched }) => {
    expect(tasksTouchedBy(changed)).toEqual(touched.toSorted())
  })
})
