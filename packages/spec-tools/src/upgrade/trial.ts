import { SpecError } from '@apikley/pages/document'
import { writeAll } from '../writing/write-all.ts'
import { type PackedSizes, packedSizes } from './packages.ts'
import { runProgram } from './program.ts'
import { addWorktree } from './worktree.ts'

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
 * Writes files into a second work tree, and generates, builds and tests there with the repository's own commands. The
 * tree itself is only read.
 * @throws SpecError with the output of the first step that failed.
 */
export async function tryOut(
  root: string,
  planned: ReadonlyMap<string, string | null>,
  level: TestLevel,
  progress: Progress,
): Promise<Trial> {
  progress('adding a work tree, and installing its dependencies')
  const { folder, changes, close } = await addWorktree(root)
  const pnpm = (what: string, ...args: string[]) => runProgram(what, folder, 'pnpm', args)
  // Without a list of the tests that were skipped after the one that failed.
  const vitest = ['exec', 'vitest', 'run', '--bail', '1', '--reporter', 'dot']
  try {
    await pnpm('The dependencies', 'install', '--frozen-lockfile', '--prefer-offline')

    progress('building and packing it as it is')
    await pnpm('The build of the tree as it is', 'run', 'build')
    const before = await packedSizes(folder)

    progress('generating and building what is planned')
    await writeAll(folder, planned)
    await pnpm('The generators', 'run', 'generate')
    await pnpm('The build', 'run', 'build')
    const after = await packedSizes(folder)
    const files = await changes()

    progress('contract tests: client, mock and document against each other')
    const suites = [...vitest, '--project', 'contract', ...contractSuites]
    const contractTests = passedIn(
      await pnpm('The contract tests', '--filter', '@apikley/contract-tests', ...suites),
    )
    const types = passedIn(
      await pnpm('The type tests', '--filter', '@apikley/types', ...vitest, ...typeTests),
    )
    if (level === 'contract') return { files, contractTests, otherTests: types, before, after }
    progress('all tests, and all checks')
    const all = passedIn(await pnpm('The tests', 'run', 'test'))
    await pnpm('The checks', 'run', 'check')
    return { files, contractTests, otherTests: all - contractTests, before, after }
  } finally {
    await close()
  }
}

/** The last line that counts, vitest's own or that of the root's test command. Those of packages have a name in front. */
function passedIn(printed: string): number {
  const count = [...printed.matchAll(/^ *(?:Tests +)?(\d+) passed\b/gm)].at(-1)?.[1]
  if (count === undefined) throw new SpecError(['The tests: passed, and did not say how many they are.'])
  return Number(count)
}
