import { refuseUncommitted } from '../git.ts'
import type { Prepared } from '../plan/prepare.ts'
import { SpecError } from '@apikley/pages/document'
import { writeAll } from '../writing/write-all.ts'
import { type PackedSizes, packedSizes } from './packages.ts'
import { strayFiles } from './paths.ts'
import { runProgram } from './program.ts'
import { addWorktree } from './worktree.ts'

/**
 * How much is tried. `full`: all that CI tries, since no CI runs on a pull request that a workflow opens. `contract`: the
 * type tests and the contract tests, which take seconds, and of which a wrong specification fails first.
 */
export const testLevels = ['full', 'contract'] as const
export type TestLevel = (typeof testLevels)[number]

export interface UpgradeOptions {
  readonly level: TestLevel
  /** Everything is tried, and nothing written. */
  readonly dry: boolean
  /** Told of each step before it begins, in words. */
  readonly progress: (step: string) => void
}

/** What a tree with the planned files in it came to. */
export interface Trial {
  /** How many tests passed; none failed. */
  readonly contractTests: number
  readonly otherTests: number
  readonly before: PackedSizes
  readonly after: PackedSizes
}

/** What the compiler says of the public types, and what an editor shows of them. */
const typeTests = ['test-d', 'editor-docs']

/** Those that hold client and mock to the document; the others of that project try the suite itself. */
const contractSuites = ['contract', 'models', 'callbacks'].map((name) => `test/contract/${name}.test.ts`)

/**
 * Tries a plan in a second work tree, and writes it into the first when all of it has passed: until then that is only
 * read, and then it is written as a whole.
 * @param root Path of the repository for which the plan was made, a git clone.
 * @throws SpecError when a step fails, or the tree has changed meanwhile.
 */
export async function upgrade(
  root: string,
  { plan, write }: Pick<Prepared, 'plan' | 'write'>,
  { level, dry, progress }: UpgradeOptions,
): Promise<Trial> {
  refuseFiles('An upgrade does not write these files:', strayFiles(plan.files))
  // Told now, and not minutes later.
  if (!dry) await refuseUncommitted(root, [...plan.files.keys()])
  const trial = await tryOut(root, plan.files, level, progress)
  if (dry) return trial
  progress(`writing ${plan.files.size} files`)
  await write()
  return trial
}

/** Generates, builds and tests in a second work tree with the repository's own commands. The tree itself is only read. */
async function tryOut(
  root: string,
  planned: Prepared['plan']['files'],
  level: TestLevel,
  progress: UpgradeOptions['progress'],
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
    await changes()
    await pnpm('The generators', 'run', 'generate')
    await pnpm('The build', 'run', 'build')
    refuseFiles(
      'The generators make something else than the plan says. Run `pnpm run generate`, commit what it makes, and try ' +
        'again; where that does not help, the generators and src/plan/contents.ts disagree on these files:',
      await changes(),
    )
    const after = await packedSizes(folder)

    progress('contract tests: client, mock and document against each other')
    const suites = [...vitest, '--project', 'contract', ...contractSuites]
    const contractTests = passedIn(
      await pnpm('The contract tests', '--filter', '@apikley/contract-tests', ...suites),
    )
    const types = passedIn(
      await pnpm('The type tests', '--filter', '@apikley/types', ...vitest, ...typeTests),
    )
    if (level === 'contract') return { contractTests, otherTests: types, before, after }
    progress('all tests, and all checks')
    const all = passedIn(await pnpm('The tests', 'run', 'test'))
    await pnpm('The checks', 'run', 'check')
    return { contractTests, otherTests: all - contractTests, before, after }
  } finally {
    await close()
  }
}

function refuseFiles(why: string, files: readonly string[]): void {
  if (files.length > 0) throw new SpecError([why, ...files.map((file) => `  ${file}`)])
}

/** The last line that counts, vitest's own or that of the root's test command. Those of packages have a name in front. */
function passedIn(printed: string): number {
  const count = [...printed.matchAll(/^ *(?:Tests +)?(\d+) passed\b/gm)].at(-1)?.[1]
  if (count === undefined) throw new SpecError(['The tests: passed, and did not say how many they are.'])
  return Number(count)
}
