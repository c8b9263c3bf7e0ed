import { createLimit } from '../batch/limit.ts'
import { configurationError } from '../errors/configuration-error.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { FileError } from '../errors/kinds.ts'
import type { ResultTarget } from '../files/save-options.ts'
import { isSinkName, prepareSaving, readResultTarget, type SaveResult } from '../files/save-result.ts'
import { createPlaces } from '../files/sink/places.ts'
import type { GenerateContext } from '../generate/context.ts'
import { finish } from '../generate/finish.ts'
import { isForeign } from '../ledger/is-foreign.ts'
import type { Submission } from '../ledger/submission.ts'
import { milliseconds } from '../options/milliseconds.ts'
import { ledgerError } from '../submit/ledger-error.ts'
import { follow } from './follow.ts'
import type { RecoverOptions, Recovery } from './recovery.ts'

interface PaidTask {
  readonly taskId: string
  readonly moneySpent: 'yes'
}

/** How many results are downloaded at once. */
const downloads = 4

/**
 * Finishes what the ledger has open, all at once: attaches to tasks that were accepted, waits for the callbacks of
 * submissions whose outcome is unknown, and saves what is paid and not saved. Nothing is ever sent again, and what was
 * sent to another API is left alone.
 */
export async function recover(context: GenerateContext, options: RecoverOptions = {}): Promise<Recovery> {
  const { ledger } = context
  const { signal, timeoutMs, saveTo, onUpdate } = options
  // Not found out by the first wait, as if that had failed.
  milliseconds('timeoutMs', timeoutMs, Infinity)
  const callbackTimeoutMs =
    options.callbackTimeoutMs === 0
      ? 0
      : milliseconds('callbackTimeoutMs', options.callbackTimeoutMs, 1_200_000)
  const limit = createLimit(downloads)
  const places = createPlaces()
  const asked = new Map<string, ResultTarget | undefined>()
  /** Where a result goes. Asked once: who makes a stream for it makes only one. */
  const targetOf = (submission: Submission): ResultTarget | undefined => {
    const { key, saveTo: kept } = submission
    if (kept !== undefined && !isSinkName(kept)) return kept
    try {
      if (!asked.has(key)) asked.set(key, saveTo?.(submission))
      return asked.get(key)
    } catch (cause) {
      throw configurationError('saveTo threw', 'Correct it; nothing was done yet.', cause)
    }
  }
  /** How it is saved there. Nothing if it is not to be saved. */
  const savingOf = async (submission: Submission, about: PaidTask): Promise<SaveResult | undefined> => {
    const given = targetOf(submission)
    if (given !== undefined) {
      const target = readResultTarget(given, about)
      const { save } = await prepareSaving(
        context,
        target,
        about,
        places,
        `the submission '${submission.key}'`,
      )
      return (...saved) => limit(() => save(...saved))
    }
    if (submission.saveTo === undefined) return undefined
    return () => {
      const what = 'its result goes into a stream or sink, and recover() was not given that'
      throw new FileError({
        ...about,
        what,
        nextStep: 'Give it as recover({ saveTo: (submission) => target }).',
      })
    }
  }

  /** What becomes part of the report, once it is known. */
  const work = async (begun: Submission): Promise<Partial<Recovery>> => {
    const submission = await follow(context, begun, callbackTimeoutMs, signal)
    const { key, taskId, state } = submission
    if (isForeign(context, submission)) return { foreign: [submission] }
    if (state === 'rejected' || state === 'forgotten') return {}
    if (taskId === undefined) return { undecided: [submission] }
    try {
      const save = await savingOf(submission, { taskId, moneySpent: 'yes' })
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
    for await (const one of ledger.list('open')) open.push(one)
    if (saveTo) {
      for await (const one of ledger.list('unsaved')) if (targetOf(one) !== undefined) open.push(one)
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
