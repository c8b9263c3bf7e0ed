import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sha256 } from '../sources/lock.ts'
import { refuse, SpecError } from '../spec-error.ts'
import { apply } from './apply.ts'
import { deferSignals } from './defer-signals.ts'
import { digestOf, flushFolder, forEachConcurrently, reasonOf } from './disk.ts'
import { finish } from './finish.ts'
import { Journal, type Step } from './journal.ts'
import { withWriteLock } from './write-lock.ts'

/**
 * Writes and deletes many files, all or none of them. A process that is killed has done nothing, or `finishInterrupted`
 * does the rest; a file that cannot be moved brings all others back.
 * @param files Texts by path below the root, with slashes; `null` deletes. What is there already is not touched.
 * @param seen sha256 of every file that the texts were made from, `null` for none, as it was when it was read.
 * @throws SpecError when another process writes, when a file is no longer what was seen, or cannot be written.
 */
export async function writeAll(
  root: string,
  files: ReadonlyMap<string, string | null>,
  seen: ReadonlyMap<string, string | null> = new Map(),
): Promise<void> {
  refuse([...files.keys()].flatMap((file) => pathProblem(root, file)))
  await deferSignals((isStopRequested) =>
    withWriteLock(root, async () => {
      const journal = new Journal(root)
      await finish(journal)
      const steps = await stepsOf(root, files, seen)
      if (steps.length === 0) return
      await discardOnError(journal, async () => {
        await stage(journal, steps, files)
        if (isStopRequested()) throw new Error('the command was asked to stop')
        await journal.commit(steps)
      })
      await apply(journal, steps)
    }),
  )
}

function pathProblem(root: string, file: string): string[] {
  const isBelow = !path.isAbsolute(file) && path.posix.normalize(file) === file && !file.startsWith('..')
  return isBelow ? [] : [`${file}: is no path below ${root}; nothing was written`]
}

async function stepsOf(
  root: string,
  files: ReadonlyMap<string, string | null>,
  seen: ReadonlyMap<string, string | null>,
): Promise<Step[]> {
  const found = new Map<string, string | null>()
  await forEachConcurrently([...new Set([...seen.keys(), ...files.keys()])], async (file) => {
    found.set(file, await digestOf(path.join(root, file)))
  })
  refuse(
    [...seen].flatMap(([file, digest]) =>
      found.get(file) === digest
        ? []
        : [`${file}: has changed since it was read; nothing was written. Run the command again.`],
    ),
  )
  return [...files].flatMap(([file, text]) => {
    const before = found.get(file) ?? null
    const after = text === null ? null : sha256(text)
    return before === after ? [] : [{ file, before, after }]
  })
}

async function stage(
  journal: Journal,
  steps: readonly Step[],
  files: ReadonlyMap<string, string | null>,
): Promise<void> {
  for (const sub of ['new', 'old']) await mkdir(path.join(journal.folder, sub), { recursive: true })
  await forEachConcurrently(steps, async (step, index) => {
    const text = files.get(step.file)
    if (typeof text === 'string') await writeFile(journal.incoming(index), text, { flush: true })
    if (step.before !== null) await copyFile(journal.target(step), journal.replaced(index))
  })
  for (const sub of ['new', 'old', '.']) await flushFolder(path.join(journal.folder, sub))
}

/** For what comes before the commit. */
async function discardOnError(journal: Journal, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await journal.remove()
    throw new SpecError([`Nothing was written: ${reasonOf(error)}.`])
  }
}
