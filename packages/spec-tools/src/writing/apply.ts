import { access, mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { SpecError } from '../spec-error.ts'
import {
  digestOf,
  flushFolder,
  forEachConcurrently,
  reasonOf,
  removeEmptyFolders,
  unlessMissing,
} from './disk.ts'
import { type Journal, type Step, writingFolder } from './journal.ts'

/**
 * Completes a committed write. Can be begun anew after a crash: what is done already is left alone.
 * @throws SpecError when a file could not be moved, or has been changed since; by then all is as it was before.
 */
export async function apply(journal: Journal, steps: readonly Step[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await applyStep(journal, step, index)
    } catch (error) {
      await journal.rollBack()
      await rollBack(journal, steps)
      throw new SpecError([
        `${step.file}: could not be ${step.after === null ? 'deleted' : 'written'} (${reasonOf(error)}). ` +
          'Nothing was changed; put that right and run the command again.',
      ])
    }
  }
  await flush(journal, steps)
  await journal.remove()
}

/**
 * Brings everything back to what it was; what somebody changed meanwhile stays. Can be begun anew after a crash, too.
 * @throws SpecError when a file cannot be moved; the next command goes on with it.
 */
export async function rollBack(journal: Journal, steps: readonly Step[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await rollBackStep(journal, step, index)
    } catch (error) {
      throw new SpecError([
        `${step.file}: could not be brought back (${reasonOf(error)}). Put that right; the next command goes on.`,
      ])
    }
  }
  await flush(journal, steps)
  await journal.remove()
}

async function rollBackStep(journal: Journal, step: Step, index: number): Promise<void> {
  const target = journal.target(step)
  if ((await digestOf(target)) !== step.after) return
  if (step.before === null) {
    await rm(target)
    await removeEmptyFolders(journal.root, target)
  } else {
    await mkdir(path.dirname(target), { recursive: true })
    await rename(journal.replaced(index), target)
  }
}

async function applyStep(journal: Journal, step: Step, index: number): Promise<void> {
  const target = journal.target(step)
  const incoming = journal.incoming(index)
  const isDone = step.after === null ? (await digestOf(target)) === null : !(await exists(incoming))
  if (isDone) return
  if ((await digestOf(target)) !== step.before) {
    throw new Error(`somebody changed it in the meantime; ${writingFolder} holds what was to be written`)
  }
  if (step.after === null) {
    await rm(target)
    await removeEmptyFolders(journal.root, target)
  } else {
    await mkdir(path.dirname(target), { recursive: true })
    await rename(incoming, target)
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file)
    .then(() => true)
    .catch((error: NodeJS.ErrnoException) => unlessMissing(error) ?? false)
}

async function flush(journal: Journal, steps: readonly Step[]): Promise<void> {
  const folders = [...new Set(steps.map((step) => path.dirname(journal.target(step))))]
  await forEachConcurrently(folders, async (folder) => {
    // Gone where its last file was deleted.
    if (await exists(folder)) await flushFolder(folder)
  })
}
