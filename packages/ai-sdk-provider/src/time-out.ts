import { isApikleyError } from '@apikley/client'
import { goOnWith } from './abort.ts'
import { withMessage } from './errors.ts'
import type { Operation } from './operation.ts'

/**
 * Adds to the error with which the SDK ends its own wait what it does not know: the tasks, and how to go on. It gives that
 * error to the signal as its reason, and throws the same one. Answers how to leave it alone again.
 */
export function tellTimeout(signal: AbortSignal, operation: Operation): () => void {
  const tell = (): void => {
    const { reason } = signal as { readonly reason?: unknown }
    // Errors of the platform, such as that of an abort, cannot be written to.
    if (reason instanceof Error && Object.hasOwn(reason, 'message')) {
      reason.message += ` ${howToGoOn(operation)}`
    }
  }
  signal.addEventListener('abort', tell, { once: true })
  return () => signal.removeEventListener('abort', tell)
}

/** An error that ends a wait, with how the SDK goes on with it. */
export function goOn(error: unknown, operation: Operation): unknown {
  if (!isApikleyError(error)) return error
  return withMessage(error, `${error.message} ${howToGoOn(operation)}`, error.cause)
}

function howToGoOn({ key: callKey, tasks }: Operation): string {
  const ids = tasks.map(({ taskId, key }) => taskId ?? `of the key '${key}'`)
  const [name, go, them] = tasks.length > 1 ? ['Tasks', 'go', 'them'] : ['Task', 'goes', 'it']
  return (
    `${name} ${ids.join(', ')} ${go} on: money was spent, do not start ${them} again. ${goOnWith(callKey)} ` +
    'So does getVideoStatus with the operation of startVideo.'
  )
}
