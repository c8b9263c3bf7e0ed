import { access } from 'node:fs/promises'
import path from 'node:path'
import { apply, takeBack } from './apply.ts'
import { deafToSignals } from './deaf.ts'
import { Journal, writingFolder } from './journal.ts'
import { asOnlyWriter } from './only-writer.ts'

const patience = 10_000

/**
 * Ends what an interrupted `writeAll` left behind, forwards or back; waits for one that is still going on. Every command
 * calls it before it reads.
 * @returns what was done, for people; `undefined` where there was nothing.
 * @throws SpecError when another process writes for too long, or a file was changed since the interruption.
 */
export async function finishInterrupted(root: string): Promise<string | undefined> {
  try {
    await access(path.join(root, writingFolder))
  } catch {
    return undefined
  }
  return deafToSignals(() => asOnlyWriter(root, () => finish(new Journal(root)), patience))
}

/** For whoever is the only writer already. */
export async function finish(journal: Journal): Promise<string | undefined> {
  const { stage, steps } = await journal.read()
  if (stage === 'staged') {
    await journal.remove()
    return undefined
  }
  await (stage === 'decided' ? apply(journal, steps) : takeBack(journal, steps))
  const files = steps.length === 1 ? '1 file is' : `${steps.length} files are`
  return stage === 'decided'
    ? `An earlier command was interrupted while it wrote; its ${files} complete now.`
    : `An earlier command was interrupted while it took back what it wrote; its ${files} as before now.`
}
