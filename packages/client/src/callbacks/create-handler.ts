import { withinLimits } from '../clock/within-limits.ts'
import { configurationError } from '../errors/configuration-error.ts'
import { milliseconds } from '../options/milliseconds.ts'
import { show } from '../schema/values.ts'
import { answerOf } from './answer.ts'
import type { CallbackHandler, CallbackHandlerOptions } from './callback-options.ts'
import { createConfirm } from './confirm.ts'
import type { CallbacksContext } from './context.ts'
import { keyIn } from './is-task-of.ts'
import { createProcessing } from './process-callback.ts'
import { readBody } from './read-body.ts'
import { readTaskIds } from './read-task-ids.ts'
import { Refusal } from './refusal.ts'
import { createVerifier } from './verify-signature.ts'

const unsignedHelp =
  "If the API sent it, set the same webhook key in the account's settings and in callbacks.secret, or leave the secret out."

/** Makes the handler of `callbacks.handler()`. Throws a `ConfigurationError` if an option cannot be used. */
export function createHandler(
  context: CallbacksContext,
  options: CallbackHandlerOptions = {},
): CallbackHandler {
  const { clock, events } = context
  const { maxBodyBytes = 1_000_000, onTask } = options
  if (typeof maxBodyBytes !== 'number' || !(maxBodyBytes > 0)) {
    throw configurationError(`maxBodyBytes is ${show(maxBodyBytes)}`, 'Give a number of bytes above 0.')
  }
  const maxAgeMs = milliseconds('maxAgeMs', options.maxAgeMs, 300_000)
  const timeoutMs = milliseconds('answerWithinMs', options.answerWithinMs, 10_000)
  const { secret = context.callbackSecret() } = options
  if (secret !== undefined && (typeof secret !== 'string' || !secret.trim())) {
    throw configurationError('The secret of the callbacks is empty, or no text', 'Give it, or leave it out.')
  }
  const verify = secret === undefined ? undefined : createVerifier(secret, maxAgeMs, clock)
  context.updates.expectCallbacks()
  const process = createProcessing(context, createConfirm(context, timeoutMs, verify !== undefined), onTask)

  return async (request) => {
    let taskId: string | undefined
    const handle = async (signal: AbortSignal): Promise<void> => {
      if (request.method !== 'POST') throw new Refusal(405, 'it is no POST')
      const ids = readTaskIds(await readBody(request, maxBodyBytes, signal))
      // Of an unsigned one the first is as good as any: the API is asked.
      taskId = verify ? await verify(request.headers, ids) : ids[0]!
      await process(taskId, keyIn(request.url))
    }
    const refuse = (reason: unknown): Refusal => {
      const refusal =
        reason instanceof Refusal ? reason : new Refusal(500, 'it could not be written down', reason)
      const { status, message, cause: error } = refusal
      const level = status === 500 ? 'error' : 'warn'
      events.log(level, `A callback was not taken: ${message}`, { status, taskId, error })
      // The first of what may be all: their tasks end unheard, and lost answers stay lost.
      if (status === 401) events.warn(`A callback was refused: ${message}. ${unsignedHelp}`)
      return refusal
    }
    const interrupted = (): Refusal => refuse(new Refusal(503, `it was not done with within ${timeoutMs} ms`))
    try {
      // What goes on after the time is up is logged, too, if it fails.
      await withinLimits({ clock, signal: undefined, timeoutMs, interrupted }, (signal) =>
        handle(signal).catch((error: unknown) => Promise.reject(refuse(error))),
      )
      return answerOf(200)
    } catch (error) {
      return answerOf(error instanceof Refusal ? error.status : 500)
    }
  }
}
