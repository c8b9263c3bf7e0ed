import { isApikleyError } from '../errors/is-apikley-error.ts'
import type { GenerateContext } from '../generate/context.ts'
import { finish } from '../generate/finish.ts'
import { isForeign } from '../ledger/is-foreign.ts'
import type { Submission } from '../ledger/submission.ts'
import { milliseconds } from '../options/milliseconds.ts'
import { ledgerError } from '../submit/ledger-error.ts'
import { follow } from './follow.ts'
import type { RecoverOptions, Recovery } from './recovery.ts'
import { createTargets } from './targets.ts'

/**
 * Finishes what the ledger has open, all at once: attaches to tasks that were accepted, waits for the callbacks of
 * submissions whose outcome is unknown, and saves what is paid and not saved. Nothing is ever sent again, and what was
 * sent to another API is left alone.
 */
export async function recover(context: GenerateContext, options: RecoverOptions = {}): Promise<Recovery> {
  const { ledger } = context
  const { only = () => true, signal, timeoutMs, saveTo, onUpdate } = options
  // Not found out by the first wait, as if that had failed.
  milliseconds('timeoutMs', timeoutMs, Infinity)
  const callbackTimeoutMs =
    options.callbackTimeoutMs === 0
      ? 0
      : milliseconds('callbackTimeoutMs', options.callbackTimeoutMs, 1_200_000)
  const targets = createTargets(context, options)

  /** What becomes part of the report, once it is known. */
  const work = async (begun: Submission): Promise<Partial<Recovery>> => {
    const submission = await follow(context, begun, callbackTimeoutMs, signal)
    const { key, taskId, state } = submission
    if (isForeign(context, submission)) return { foreign: [submission] }
    if (state === 'rejected' || state === 'forgotten') return {}
    if (taskId === undefined) return { undecided: [submission] }
    try {
      const save = await targets.prepare(submission, { taskId, moneySpent: 'yes' })
      const task = await finish(
        context,
        { key, taskId },
        { signal, timeoutMs, onUpdate: onUpdate && ((seen) => onUpdate(seen, submission)) },
        save,
      )
      const saved = (await ledger.get(key)) ?? submission
      return { finished: [{ submission: saved, task, files: task.files }] }
    } catch (error) {
      if (!isApikleyError(error)) throw error
      const goesOn = isApikleyError(error, 'task-pending') || isApikleyError(error, 'aborted')
      return { [goesOn ? 'pending' : 'failed']: [{ submission, error }] }
    }
  }

  try {
    const open: Submission[] = []
    for await (const one of ledger.list('open')) if (only(one)) open.push(one)
    if (saveTo) {
      for await (const one of ledger.list('unsaved')) {
        if (only(one) && targets.of(one) !== undefined) open.push(one)
      }
    }
    const parts = await Promise.all(open.map(work))
    return {
      finished: parts.flatMap(({ finished = [] }) => finished),
      failed: parts.flatMap(({ failed = [] }) => failed),
      pending: parts.flatMap(({ pending = [] }) => pending),
      undecided: parts.flatMap(({ undecided = [] }) => undecided),
      foreign: parts.flatMap(({ foreign = [] }) => foreign),
    }
  } catch (cause) {
    throw isApikleyError(cause) ? cause : ledgerError(context, cause)
  }
}
