import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { SpecError } from '../spec-error.ts'
import { unlessMissing } from './disk.ts'
import { writingFolder } from './journal.ts'

const lockFile = /^writer-(\d+)-/
/** The lock files of this process: another process may have had its number before. */
const own = new Set<string>()

/**
 * Does the work as the only process that writes below the root. Each creates a lock file of its own and then looks for
 * others, so of two at the same time at least one sees the other, and no lock of a dead process has to be taken over.
 * @param timeoutMs How long to wait for another process to end. Default: 0, which refuses at once.
 * @throws SpecError that names the other process.
 */
export async function withWriteLock<Result>(
  root: string,
  work: () => Promise<Result>,
  timeoutMs = 0,
): Promise<Result> {
  const folder = path.join(root, writingFolder)
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const file = await createLockFile(folder)
    try {
      const other = await findHolder(folder, file)
      if (other === undefined) return await work()
      if (Date.now() >= deadline) {
        throw new SpecError([
          `${writingFolder}: process ${other} is writing. Wait for it to end, and run the command again.`,
        ])
      }
    } finally {
      await removeLockFile(folder, file)
    }
    // Of two that saw each other, one comes back first.
    await setTimeout(20 + Math.random() * 60)
  }
}

async function createLockFile(folder: string): Promise<string> {
  const file = `writer-${process.pid}-${randomUUID()}`
  own.add(file)
  for (;;) {
    await mkdir(folder, { recursive: true })
    // Another process may be removing the folder that it leaves empty.
    const done = await writeFile(path.join(folder, file), await startOf(process.pid))
      .then(() => true)
      .catch(unlessMissing)
    if (done) return file
  }
}

async function removeLockFile(folder: string, file: string): Promise<void> {
  own.delete(file)
  // One that stays behind blocks nobody, and does not make a failure of what was done.
  await rm(path.join(folder, file), { force: true }).catch(() => {})
  await rmdir(folder).catch(() => {})
}

/** The number of another living process that has a lock file; those of dead processes are removed. */
async function findHolder(folder: string, mine: string): Promise<string | undefined> {
  for (const file of await readdir(folder)) {
    const pid = lockFile.exec(file)?.[1]
    if (pid === undefined || file === mine) continue
    if (await isAlive(folder, file, Number(pid))) return pid
    await rm(path.join(folder, file), { force: true })
  }
  return undefined
}

async function isAlive(folder: string, file: string, pid: number): Promise<boolean> {
  if (pid === process.pid) return own.has(file)
  try {
    process.kill(pid, 0)
  } catch (error) {
    // A process of another user is there, too, and may not be signalled.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  const written = await readFile(path.join(folder, file), 'utf8').catch(unlessMissing)
  // An empty one is being written, or comes from a system that does not tell.
  return written !== undefined && (written === '' || written === (await startOf(pid)))
}

/** When a process started, where the system tells: numbers are given again, above all in containers. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name of the program, in brackets, may hold spaces; the start is the 20th word after it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
