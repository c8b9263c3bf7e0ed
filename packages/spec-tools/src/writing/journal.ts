import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { flushFolder, unlessMissing } from './disk.ts'

/** Folder below the root, on the disk that it writes to; git ignores it. */
export const writingFolder = '.spec-writing'

/** What happens to one file. The digests are sha256 in hex; `null` stands for no file. */
export interface Step {
  /** Path below the root, with slashes. */
  readonly file: string
  readonly before: string | null
  readonly after: string | null
}

/** Where one write stands: `staged` changed nothing yet, the others have to be completed. */
export type Stage = 'staged' | 'committed' | 'rolling back'

/**
 * The record of one write. `new/<n>` holds what step n writes and `old/<n>` what it replaces; each is moved to its place,
 * so what is missing there is done. The list of steps appears under its name in one instant, which commits the write.
 */
export class Journal {
  readonly root: string
  readonly folder: string

  constructor(root: string) {
    this.root = root
    this.folder = path.join(root, writingFolder, 'journal')
  }

  target({ file }: Step): string {
    return path.join(this.root, file)
  }

  incoming(step: number): string {
    return path.join(this.folder, 'new', String(step))
  }

  replaced(step: number): string {
    return path.join(this.folder, 'old', String(step))
  }

  async commit(steps: readonly Step[]): Promise<void> {
    const draft = path.join(this.folder, 'draft')
    await writeFile(draft, JSON.stringify(steps), { flush: true })
    await rename(draft, this.#list('committed'))
    await flushFolder(this.folder)
  }

  async rollBack(): Promise<void> {
    await rename(this.#list('committed'), this.#list('rolling back'))
    await flushFolder(this.folder)
  }

  async read(): Promise<{ stage: Stage; steps: readonly Step[] }> {
    for (const stage of ['committed', 'rolling back'] as const) {
      const text = await readFile(this.#list(stage), 'utf8').catch(unlessMissing)
      if (text !== undefined) {
        const steps: readonly Step[] = JSON.parse(text)
        return { stage, steps }
      }
    }
    return { stage: 'staged', steps: [] }
  }

  async remove(): Promise<void> {
    // First the list: what is left without it is of no use, and nobody reads it.
    for (const stage of ['committed', 'rolling back'] as const) await rm(this.#list(stage), { force: true })
    await rm(this.folder, { recursive: true, force: true })
  }

  #list(stage: 'committed' | 'rolling back'): string {
    return path.join(this.folder, stage === 'committed' ? 'steps.json' : 'steps-back.json')
  }
}
