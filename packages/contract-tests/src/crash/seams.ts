import { writeSync } from 'node:fs'

/** What the client awaits at a seam; the database it does not await, that is done at once. */
export type SeamKind = 'request' | 'body' | 'ledger' | 'database' | 'disk' | 'clock'

/** How far the submission has come. */
export type Phase = 'submit' | 'wait' | 'save' | 'end'

/** A moment at which the client awaits something. */
export interface Seam {
  readonly kind: SeamKind
  readonly name: string
  readonly phase: Phase
}

/** Where a process dies: right before or right after a seam, of several that are alike the one of this number, from 1. */
export interface Death {
  readonly seam: string
  readonly number: number
  readonly moment: 'before' | 'after'
}

export function nameOf({ phase, kind, name }: Seam): string {
  return `${phase}: ${kind} ${name}`
}

/** Counts the seams that a process comes to, and ends it at one of them. */
export class Seams {
  phase: Phase = 'submit'
  #seen: Seam[] = []
  #counts = new Map<string, number>()
  #death: Death | undefined
  #isCounting = false

  /** Answers those that it will come to. What came before belongs to the program, not to the client. */
  begin(death: Death | undefined): readonly Seam[] {
    this.phase = 'submit'
    this.#seen = []
    this.#counts = new Map()
    this.#death = death
    this.#isCounting = true
    return this.#seen
  }

  end(): void {
    this.#isCounting = false
  }

  /** Comes to a seam, and answers what is to be called when its work is done. */
  enter(kind: SeamKind, name: string): () => void {
    if (!this.#isCounting) return () => {}
    const seam = { kind, name, phase: this.phase }
    const own = nameOf(seam)
    const count = (this.#counts.get(own) ?? 0) + 1
    this.#counts.set(own, count)
    this.#seen.push(seam)
    const dieAt = (moment: Death['moment']): void => {
      const death = this.#death
      if (own === death?.seam && count === death.number && moment === death.moment) die(seam)
    }
    dieAt('before')
    return () => dieAt('after')
  }

  /** Does the work of a seam. */
  async pass<T>(kind: SeamKind, name: string, work: () => Promise<T>): Promise<T> {
    const leave = this.enter(kind, name)
    try {
      return await work()
    } finally {
      leave()
    }
  }
}

/** SIGKILL: no handler runs, nothing is flushed, the disk keeps what it has. */
function die(seam: Seam): never {
  writeSync(1, `${JSON.stringify({ died: seam })}\n`)
  process.kill(process.pid, 'SIGKILL')
  throw new Error('Nobody comes here')
}
