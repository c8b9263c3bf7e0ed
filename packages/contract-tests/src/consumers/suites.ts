import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { compileExample, mistakes } from './compile-example.ts'
import type { Compiled } from './compile-example.ts'
import { runExample } from './example-run.ts'
import type { Engine } from './example-run.ts'
import { startInstalledMock, startMockProgram } from './installed-mock.ts'
import type { InstalledMock } from './installed-mock.ts'
import { mp4Boxes } from './mp4.ts'
import { runProgram } from './program.ts'
import { runEntries } from './run-entries.ts'
import { resolutions } from './tsc.ts'

/** An engine by name, and how to come by it; it may have to be downloaded first. */
export interface EngineCase {
  name: string
  /** How its `--version` begins. */
  version: string
  engine: () => Engine | Promise<Engine>
}

/** The README's program on each engine, as an ES module and by `require`, against one mock. */
export function exampleSuite(cases: readonly EngineCase[]): void {
  const consumer = inject('consumer')
  let mock: InstalledMock
  beforeAll(async () => {
    mock = await startInstalledMock(consumer, ['--task-seconds', '0.5'])
  })
  afterAll(() => mock.close())

  describe.concurrent.each(cases)('the README example on $name', ({ version, engine }) => {
    test('is run by that version', async () => {
      const { command } = await engine()
      const { stdout } = await runProgram(command, ['--version'], { cwd: consumer })
      expect(stdout.slice(0, version.length)).toBe(version)
    })

    test.each(['import', 'require'] as const)('with %s leaves a whole clip', async (form) => {
      const run = await runExample(consumer, mock, await engine(), form)
      expect(run.stdout.trimEnd().split('\n').at(-1)).toBe('success')
      expect(run.stderr).toBe('')
      expect(mp4Boxes(run.clip)).toEqual(expect.arrayContaining(['ftyp', 'moov', 'mdat']))
      expect(run.clip.length).toBe(run.contentLength)
    })
  })
}

/** Every entry of the installed client on each engine, its SQLite ledger held to the rules of ledgers. */
export function entriesSuite(cases: readonly EngineCase[]): void {
  test.concurrent.each(cases)("the client's entries work on $name", async ({ engine }) => {
    const [handler, ...rules] = await runEntries(inject('consumer'), await engine())
    expect(handler).toBe('function')
    expect(rules.length).toBeGreaterThan(20)
    expect(rules.filter((line) => !line.startsWith('ok '))).toEqual([])
  })
}

/** The installed mock, run by each engine: it starts, answers and logs. */
export function mockSuite(cases: readonly EngineCase[]): void {
  const consumer = inject('consumer')
  const program = path.join(consumer, 'node_modules/@apikley/mock/dist/cli.js')

  test.each(cases)('the mock serves on $name', async ({ engine }) => {
    const { command, args = [] } = await engine()
    const mock = await startMockProgram(command, [...args, program, '--port', '0'], consumer)
    try {
      const headers = { authorization: 'Bearer fake-key-for-tests-0000' }
      const answer = await fetch(`${mock.url}/api/v1/chat/credit`, { headers })
      expect(await answer.json()).toMatchObject({ code: 200, data: expect.any(Number) })
      await mock.waitFor(/GET \/api\/v1\/chat\/credit → 200/)
    } finally {
      await mock.close()
    }
  })
}

/** A TypeScript by version, and where its package.json is. */
export interface TypeScriptCase {
  version: string
  folder: () => string | Promise<string>
}

/** The README's program, right and wrong, under each compiler and both ways to resolve modules. */
export function typescriptSuite(versions: readonly TypeScriptCase[]): void {
  const cases = versions.flatMap((typescript) =>
    resolutions.map((resolution) => ({ ...typescript, resolution })),
  )
  describe.each(cases)(
    'TypeScript $version, module resolution $resolution',
    ({ version, folder, resolution }) => {
      let compiled: Compiled
      beforeAll(async () => {
        compiled = await compileExample(await folder(), inject('consumer'), resolution)
      })

      test('is that version', () => {
        expect(compiled.version).toBe(version)
      })

      test.each(['example.mts', 'mock.mts', 'page.mts'])('compiles %s, our declarations included', (file) => {
        expect(compiled.errors.get(file)).toEqual([])
      })

      test("compiles the programs in the packages' READMEs", () => {
        const programs = [...compiled.errors].filter(([file]) => file.startsWith('readme-of-'))
        expect(programs.length).toBeGreaterThan(0)
        expect(programs.filter(([, errors]) => errors.length > 0)).toEqual([])
      })

      test.each(mistakes)('finds $name', ({ name, told }) => {
        expect(compiled.errors.get(`${name}.mts`)?.join('\n')).toMatch(told)
      })
    },
  )
}
