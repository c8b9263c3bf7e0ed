import type { ErrorFacts, MoneySpent } from '../../errors/error-facts.ts'
import { isApikleyError } from '../../errors/is-apikley-error.ts'
import { FileError, ValidationError } from '../../errors/kinds.ts'

/** What an error about a file says of the task it came from. */
export interface Origin {
  readonly taskId?: string
  readonly moneySpent: MoneySpent
}

/** What is known of a file before something goes wrong with it. */
export type FileFacts = Omit<ErrorFacts, 'what'>

/** How a result is saved again, as the end of a sentence: of a task that was paid for, by a call that pays for no other. */
export function saveAgain({ moneySpent }: Pick<Origin, 'moneySpent'>): string {
  const paid = 'save it again: generate with the same key, or recover(), does so without sending anything.'
  return moneySpent === 'yes' ? paid : 'save it again.'
}

/** Work of the file system or another target, whose errors become ours. */
export async function onDisk<T>(work: () => Promise<T> | T, facts: FileFacts): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (isApikleyError(cause)) throw cause
    throw new FileError({
      ...facts,
      what: `the file cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      nextStep: `Make room, mend the target or choose another, then ${saveAgain(facts)}`,
      cause,
    })
  }
}

/** The error of a target that cannot be used: once a task is paid for it is the target that is at fault, not the call. */
export function unusableTarget(origin: Origin, what: string, cause?: unknown): Error {
  return origin.moneySpent === 'no'
    ? new ValidationError({ ...origin, what, nextStep: 'Choose another target; nothing was sent.', cause })
    : new FileError({
        ...origin,
        what,
        nextStep: `Mend it or choose another target, then ${saveAgain(origin)}`,
        cause,
      })
}
