import { access } from 'node:fs/promises'
import path from 'node:path'
import { apply, rollBack } from './apply.ts'
import { deferSignals } from './defer-signals.ts'
import { Journal, writingFolder } from './journal.ts'
import { withWriteLock } from './write-lock.ts'

/** How long another process may write. */
const timeoutMs = 10_000

/**
 * Completes what an interrupted `writeAll` left behind, or rolls it back; waits for one that is still going on. Every
 * command calls it before it reads.
 * @returns what was done, for people; `undefined` where there was nothing.
 * @throws SpecError when another process writes for too long, or a file was changed since the interruption.
 */
export async function finishInterrupted(root: string): Promise<string | undefined> {
  try {
    await access(path.join(root, writingFolder))
  } catch {
    return undefined
  }
  return deferSignals(() => withWriteLock(root, () => finish(new Journal(root)), timeoutMs))
}

/** For whoever holds the write lock already. */
export async function finish(journal: Journal): Promise<string | undefined> {
  const { stage, steps } = await journal.read()
  if (stage === 'staged') {
    await journal.remove()
    return undefined
  }
  await (stage === 'committed' ? apply(journal, steps) : rollBack(journal, steps))
  const files = steps.length === 1 ? '1 file is' : `${steps.length} files are`
  return stage === 'committed'
    ? `An earlier command was interrupted while it wrote; its ${files} complete now.`
    : `An earlier command was interrupted while it took back what it wrote; its ${files} as before now.`
}
