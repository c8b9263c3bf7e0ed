import type { ErrorFacts, MoneySpent } from '../../errors/error-facts.ts'
import { isApikleyError } from '../../errors/is-apikley-error.ts'
import { FileError } from '../../errors/kinds.ts'

/** What an error about a file says of the task it came from. */
export interface Origin {
  readonly taskId?: string
  readonly moneySpent: MoneySpent
}

/** What is known of a file before something goes wrong with it. */
export type FileFacts = Omit<ErrorFacts, 'what'>

/** Work of the file system or another target, whose errors become ours. */
export async function onDisk<T>(work: () => Promise<T> | T, facts: FileFacts): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (isApikleyError(cause)) throw cause
    throw new FileError({
      ...facts,
      what: `the file cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      nextStep: 'Make room or choose another path, then save it again.',
      cause,
    })
  }
}
