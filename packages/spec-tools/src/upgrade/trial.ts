import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type JsonObject, listAt, objectAt, parseJson } from '../json.ts'
import { SpecError } from '../spec-error.ts'
import { writeAll } from '../writing/write-all.ts'
import { type PackedSizes, packedSizes } from './packages.ts'
import { runProgram } from './program.ts'
import { copyTree } from './scratch.ts'

/**
 * How much is tried. `full`: all that CI tries, since no CI runs on a pull request that a workflow opens. `contract`: the
 * type tests and the contract tests, which take seconds, and of which a wrong specification fails first.
 */
export const testLevels = ['full', 'contract'] as const
export type TestLevel = (typeof testLevels)[number]

/** What a tree with the planned files in it came to. */
export interface Trial {
  /** Everything that differs from the tree as it is, what the generators made included. Texts by path, `null` deletes. */
  readonly files: ReadonlyMap<string, string | null>
  /** How many tests passed; none failed. */
  readonly contractTests: number
  readonly otherTests: number
  readonly before: PackedSizes
  readonly after: PackedSizes
}

/** Told of each step before it begins, in words. */
export type Progress = (step: string) => void

/** What the compiler says of the public types, and what an editor shows of them. */
const typeTests = ['test-d', 'editor-docs']

/** Those that hold client and mock to the document; the others of that project try the suite itself. */
const contractSuites = ['contract', 'models', 'callbacks'].map((name) => `test/contract/${name}.test.ts`)

/**
 * Writes files into a copy of a work tree, generates, builds and tests there. The tree itself is only read.
 * @throws SpecError with the output of the first step that failed.
 */
export async function tryOut(
  root: string,
  planned: ReadonlyMap<string, string | null>,
  level: TestLevel,
  progress: Progress,
): Promise<Trial> {
  progress('copying the work tree, and installing its dependencies')
  const scratch = await copyTree(root)
  const { folder } = scratch
  const pnpm = (what: string, ...args: string[]) => runProgram(what, folder, 'pnpm', args)
  const vitest = async (what: string, name: string, ...args: readonly string[]): Promise<number> => {
    try {
      await pnpm(what, '--filter', `@apikley/${name}`, 'exec', 'vitest', 'run', '--bail', '1', ...args)
    } catch (error) {
      throw withFailures(error, await resultsIn(folder, name).catch(() => ({})))
    }
    return Number((await resultsIn(folder, name))['passed'])
  }
  try {
    progress('building and packing it as it is')
    await pnpm('The build of the tree as it is', 'run', 'build')
    const before = await packedSizes(folder)

    progress('generating and building what is planned')
    await writeAll(folder, planned)
    await pnpm('The generators', 'run', 'generate')
    await pnpm('The build', 'run', 'build')
    const after = await packedSizes(folder)
    const files = await scratch.changes()

    progress('contract tests: client, mock and document against each other')
    const [contract, types] = await both([
      () => vitest('The contract tests', 'contract-tests', '--project', 'contract', ...contractSuites),
      () => vitest('The type tests', 'types', ...typeTests),
    ])
    if (level === 'contract') return { files, contractTests: contract, otherTests: types, before, after }
    progress('all tests, and all checks')
    const printed = await pnpm('The tests', 'run', 'test')
    await pnpm('The checks', 'run', 'check')
    return { files, contractTests: contract, otherTests: totalOf(printed) - contract, before, after }
  } finally {
    await scratch.close()
  }
}

/** Both results; an error only when neither is still at work, so that their folder can be removed. */
async function both<Result>(
  works: readonly [() => Promise<Result>, () => Promise<Result>],
): Promise<readonly [Result, Result]> {
  const [first, second] = works.map((work) => work())
  await Promise.allSettled([first, second])
  return Promise.all([first!, second!])
}

/** What a package's last test run left behind. */
async function resultsIn(folder: string, name: string): Promise<JsonObject> {
  const file = path.join(folder, 'packages', name, 'test-results.json')
  return objectAt(parseJson(await readFile(file, 'utf8')))
}

/** The tests that failed say more than the last lines that were printed, which name all that were skipped then. */
function withFailures(error: unknown, results: JsonObject): unknown {
  const failures = listAt(results, 'failures').map(String)
  if (!(error instanceof SpecError) || failures.length === 0) return error
  return new SpecError([...error.problems.slice(0, 1), ...failures])
}

/** The closing line of the root's test command; those of the packages have their name in front. */
function totalOf(printed: string): number {
  const total = [...printed.matchAll(/^(\d+) passed, 0 failed$/gm)].at(-1)?.[1]
  if (total === undefined) throw new SpecError(['The tests: passed, and did not say how many they are.'])
  return Number(total)
}
