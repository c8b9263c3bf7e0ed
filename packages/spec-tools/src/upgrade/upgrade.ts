import { refuseUncommitted } from '../git.ts'
import type { Prepared } from '../plan/prepare.ts'
import { SpecError } from '@apikley/pages/document'
import { strayFiles } from './paths.ts'
import { type Progress, type TestLevel, type Trial, tryOut } from './trial.ts'

export interface UpgradeOptions {
  readonly level: TestLevel
  /** Everything is tried, and nothing written. */
  readonly dry: boolean
  readonly progress: Progress
}

/**
 * Tries a plan in a second work tree, and writes it into the first when all of it has passed: until then that is only
 * read, and then it is written as a whole.
 * @param root Path of the repository for which the plan was made, a git clone.
 * @returns What the trial came to.
 * @throws SpecError when a step fails, or the tree has changed meanwhile.
 */
export async function upgrade(
  root: string,
  prepared: Prepared,
  { level, dry, progress }: UpgradeOptions,
): Promise<Trial> {
  const { plan } = prepared
  const stray = strayFiles(plan.files)
  if (stray.length > 0) {
    throw new SpecError(['An upgrade does not write these files:', ...stray.map((file) => `  ${file}`)])
  }
  // Told now, and not minutes later.
  if (!dry) await refuseUncommitted(root, [...plan.files.keys()])
  const trial = await tryOut(root, plan.files, level, progress)
  const others = [...new Set([...trial.files.keys(), ...plan.files.keys()])].filter(
    (file) => trial.files.get(file) !== plan.files.get(file),
  )
  if (others.length > 0) {
    throw new SpecError([
      'The generators make something else than the plan says. Run `pnpm run generate`, commit what it makes, and try ' +
        'again; where that does not help, the generators and src/plan/contents.ts disagree on these files:',
      ...others.map((file) => `  ${file}`),
    ])
  }
  if (dry) return trial
  progress(`writing ${plan.files.size} files`)
  await prepared.write()
  return trial
}
