import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { SpecError } from '../spec-error.ts'
import { unlessMissing } from './disk.ts'
import { writingFolder } from './journal.ts'

const flags = /^writer-(\d+)-/
/** The flags of this process: another process may have had its number before. */
const own = new Set<string>()

/**
 * Does the work as the only process that writes below the root. Each puts up a flag of its own and then looks for
 * others, so of two at the same time at least one sees the other, and nobody has to take a lock away from the dead.
 * @param patience Milliseconds to wait for another process to end; 0 refuses at once.
 * @throws SpecError that names the other process.
 */
export async function asOnlyWriter<Result>(
  root: string,
  work: () => Promise<Result>,
  patience = 0,
): Promise<Result> {
  const folder = path.join(root, writingFolder)
  const deadline = Date.now() + patience
  for (;;) {
    const flag = await putUp(folder)
    try {
      const other = await findOther(folder, flag)
      if (other === undefined) return await work()
      if (Date.now() >= deadline) {
        throw new SpecError([
          `${writingFolder}: process ${other} is writing. Wait for it to end, and run the command again.`,
        ])
      }
    } finally {
      await takeDown(folder, flag)
    }
    // Of two that saw each other, one comes back first.
    await setTimeout(20 + Math.random() * 60)
  }
}

async function putUp(folder: string): Promise<string> {
  const flag = `writer-${process.pid}-${randomUUID()}`
  own.add(flag)
  for (;;) {
    await mkdir(folder, { recursive: true })
    // Another process may be removing the folder that it leaves empty.
    const done = await writeFile(path.join(folder, flag), await startOf(process.pid))
      .then(() => true)
      .catch(unlessMissing)
    if (done) return flag
  }
}

async function takeDown(folder: string, flag: string): Promise<void> {
  own.delete(flag)
  // What stays behind bars nobody, and does not make a failure of what was done.
  await rm(path.join(folder, flag), { force: true }).catch(() => {})
  await rmdir(folder).catch(() => {})
}

/** The number of a living process whose flag is up; the flags of the dead are removed. */
async function findOther(folder: string, mine: string): Promise<string | undefined> {
  for (const flag of await readdir(folder)) {
    const pid = flags.exec(flag)?.[1]
    if (pid === undefined || flag === mine) continue
    if (await isAlive(folder, flag, Number(pid))) return pid
    await rm(path.join(folder, flag), { force: true })
  }
  return undefined
}

async function isAlive(folder: string, flag: string, pid: number): Promise<boolean> {
  if (pid === process.pid) return own.has(flag)
  try {
    process.kill(pid, 0)
  } catch (error) {
    // A process of another user is there, too, and may not be signalled.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  const written = await readFile(path.join(folder, flag), 'utf8').catch(unlessMissing)
  // An empty one is being written, or comes from a system that does not tell.
  return written !== undefined && (written === '' || written === (await startOf(pid)))
}

/** When a process started, where the system tells: numbers are given again, above all in containers. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name of the program, in brackets, may hold spaces; the start is the 20th word after it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
