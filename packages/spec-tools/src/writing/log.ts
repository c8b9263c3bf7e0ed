import { link, mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { unlessMissing } from '../files.ts'
import { reasonOf, SpecError } from '@apikley/pages/document'

/** What happens to one file: its bytes in base64, `null` for no file. The path lies below the root, with slashes. */
export type Step = Readonly<{ file: string; before: string | null; after: string | null }>

/** On the disk that is written to; git ignores it. */
const folder = '.spec-writing'
/** Lists the steps. From when it is there on, they are carried out, by the next command if need be. */
const log = `${folder}/log.json`
/** A write takes seconds: the number of its process in an older log is another one's by now. */
const longestWriteMs = 60_000

/** @throws SpecError when another process has come first, or a file cannot be written: then all is as before. */
export async function carryOut(root: string, steps: readonly Step[]): Promise<void> {
  try {
    const draft = path.join(root, folder, `${process.pid}.json`)
    await mkdir(path.dirname(draft), { recursive: true })
    await writeFile(draft, JSON.stringify({ pid: process.pid, begun: Date.now(), steps }), { flush: true })
    await link(draft, path.join(root, log))
  } catch (error) {
    throw new SpecError([`Nothing was written: ${reasonOf(error)}.`])
  }
  await replaceAll(root, steps)
}

/**
 * Finishes what a killed command left half written. Every command calls it before it reads.
 * @returns what was done, for people; `undefined` where there was nothing.
 * @throws SpecError when another process is writing, or a file cannot be written: then all is as before.
 */
export async function finishInterrupted(root: string): Promise<string | undefined> {
  const text = await readFile(path.join(root, log), 'utf8').catch(unlessMissing)
  if (text === undefined) {
    // What cannot be removed now, a later command removes.
    await clear(root).catch(() => {})
    return undefined
  }
  const { pid, begun, steps }: { pid: number; begun: number; steps: readonly Step[] } = JSON.parse(text)
  if (isAlive(pid) && Date.now() - begun < longestWriteMs) {
    throw new SpecError([
      `${folder}: process ${pid} is writing. Wait for it to end, and run the command again.`,
    ])
  }
  await replaceAll(root, steps)
  const files = steps.length === 1 ? '1 file is' : `${steps.length} files are`
  return `An earlier command was interrupted while it wrote; its ${files} complete now.`
}

async function replaceAll(root: string, steps: readonly Step[]): Promise<void> {
  try {
    for (const { file, before, after } of steps) await replace(root, file, before, after)
  } catch (error) {
    // What somebody has changed meanwhile stays.
    for (const { file, before, after } of steps) {
      if ((await contentOf(root, file)) === after) await replace(root, file, after, before)
    }
    await clear(root)
    throw new SpecError([
      `${reasonOf(error)}. Nothing was changed; put that right and run the command again.`,
    ])
  }
  await clear(root)
}

function clear(root: string): Promise<void> {
  return rm(path.join(root, folder), { recursive: true, force: true })
}

/** Leaves alone what is done already. */
async function replace(root: string, file: string, from: string | null, to: string | null): Promise<void> {
  const [target, staged] = [path.join(root, file), path.join(root, folder, 'staged')]
  try {
    const found = await contentOf(root, file)
    if (found === to) return
    if (found !== from) throw new Error('somebody changed it in the meantime')
    if (to === null) return await removeFile(root, target)
    await mkdir(path.dirname(target), { recursive: true })
    await writeFile(staged, to, { encoding: 'base64', flush: true })
    await rename(staged, target)
  } catch (error) {
    throw new SpecError([`${file}: could not be ${to === null ? 'deleted' : 'written'} (${reasonOf(error)})`])
  }
}

/** With the folders that it leaves empty, up to the root. */
async function removeFile(root: string, file: string): Promise<void> {
  await rm(file)
  for (let parent = path.dirname(file); parent !== root; parent = path.dirname(parent)) {
    if ((await rmdir(parent).catch(() => 'not empty')) === 'not empty') return
  }
}

/** A file's bytes in base64; `null` where there is none. */
export async function contentOf(root: string, file: string): Promise<string | null> {
  return (await readFile(path.join(root, file), 'base64').catch(unlessMissing)) ?? null
}

function isAlive(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0)
  } catch {
    return false
  }
}
