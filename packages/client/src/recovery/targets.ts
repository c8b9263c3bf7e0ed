import { createLimit } from '../batch/limit.ts'
import { configurationError } from '../errors/configuration-error.ts'
import { FileError, ValidationError } from '../errors/kinds.ts'
import type { ResultTarget } from '../files/save-options.ts'
import {
  isSinkName,
  prepareSaving,
  readResultTarget,
  savedBytes,
  type SaveResult,
} from '../files/save-result.ts'
import { createPlaces } from '../files/sink/places.ts'
import type { GenerateContext } from '../generate/context.ts'
import type { Submission } from '../ledger/submission.ts'
import { show } from '../schema/values.ts'
import type { RecoverOptions } from './recovery.ts'

/** How many results are downloaded at once. */
const downloads = 4

/** What an error says of a task that is paid for. */
interface PaidTask {
  readonly taskId: string
  readonly moneySpent: 'yes'
}

/** Where the results of a recovery go. */
export interface Targets {
  /** Where a result goes, by the ledger or by the caller's function. */
  of(submission: Submission): ResultTarget | undefined
  /** How it is saved there; nothing if it is not to be saved. Throws if the target cannot be used. */
  prepare(submission: Submission, task: PaidTask): Promise<SaveResult | undefined>
}

export function createTargets(context: GenerateContext, { saveTo, signal }: RecoverOptions): Targets {
  const limit = createLimit(downloads)
  const places = createPlaces()
  // Asked once for each: who makes a stream makes only one.
  const asked = new Map<string, ResultTarget | undefined>()
  let owners: Promise<Map<string, string>> | undefined

  const of: Targets['of'] = (submission) => {
    const { key, saveTo: kept } = submission
    if (kept !== undefined && !isSinkName(kept)) return kept
    try {
      if (!asked.has(key)) asked.set(key, saveTo?.(submission))
      return asked.get(key)
    } catch (cause) {
      throw configurationError('saveTo threw', 'Correct it; nothing was done yet.', cause)
    }
  }
  return {
    of,
    async prepare(submission, task) {
      const { key } = submission
      const given = of(submission)
      if (given === undefined) return submission.saveTo === undefined ? undefined : notGiven(task)
      const target = readResultTarget(given, task)
      const path = asked.has(key) && typeof target.meant === 'string' ? target.meant : undefined
      const isThere = path !== undefined && (await savedBytes(path)) > 0
      const owner = isThere ? (await (owners ??= savedFiles(context))).get(path) : undefined
      if (owner !== undefined && owner !== key) {
        const what = `the file ${show(path)} is the result of the submission ${show(owner)}`
        throw new ValidationError({ ...task, what, nextStep: 'Give each a target of its own.' })
      }
      const { save } = await prepareSaving(context, target, {
        about: task,
        places,
        owner: `the submission '${key}'`,
        signal,
      })
      return (...saved) => limit(() => save(...saved))
    },
  }
}

/** Which submissions the files are of that the ledger knows: what a function gives for all would replace them one by one. */
async function savedFiles({ ledger }: GenerateContext): Promise<Map<string, string>> {
  const owners = new Map<string, string>()
  for await (const { key, files = [] } of ledger.list()) for (const file of files) owners.set(file, key)
  return owners
}

function notGiven(task: PaidTask): SaveResult {
  return () => {
    const what = 'its result goes into a stream or sink, and recover() was not given that'
    throw new FileError({
      ...task,
      what,
      nextStep: 'Give it as recover({ saveTo: (submission) => target }).',
    })
  }
}
