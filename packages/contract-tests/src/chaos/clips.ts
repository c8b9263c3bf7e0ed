import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileOf, type Job } from './jobs.ts'

/** What stands under the name of a job's clip. */
export type ClipState = 'whole' | 'absent' | 'wrong'

/** Compares saved clips, byte for byte, with those that the mock serves: the folder has one for each machine. */
export function clipComparer(folder: string): (job: Job) => Promise<ClipState> {
  const machines = readdirSync(folder)
  const media = new URL('../media/', import.meta.resolve('@apikley/mock'))
  const originals = new Map<string, Promise<string>>()
  const originalFor = ({ aspect_ratio, duration }: Job['input']): Promise<string> => {
    const name = `${aspect_ratio.replace(':', 'x')}-${duration}s.mp4`
    const known = originals.get(name) ?? readFile(new URL(name, media)).then(digest)
    originals.set(name, known)
    return known
  }
  return async ({ key, input }) => {
    const copies = await Promise.all(
      machines.map((machine) => readFile(path.join(folder, machine, fileOf(key))).catch(() => undefined)),
    )
    const found = copies.flatMap((bytes) => bytes ?? []).map(digest)
    if (found.length === 0) return 'absent'
    const original = await originalFor(input)
    return found.every((one) => one === original) ? 'whole' : 'wrong'
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
