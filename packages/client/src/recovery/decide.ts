import { wallTime } from '../clock/clock.ts'
import { ValidationError } from '../errors/kinds.ts'
import type { GenerateContext } from '../generate/context.ts'
import type { Submission, SubmissionChange } from '../ledger/submission.ts'
import { defined } from '../schema/defined.ts'
import { show } from '../schema/values.ts'
import { ledgerError } from '../submit/ledger-error.ts'

/** The submission that a person decides about. Throws if there is none, if it is being sent, or if it is not `open`. */
export async function toDecide(
  context: GenerateContext,
  key: string,
  isOpen: (submission: Submission) => boolean,
): Promise<Submission> {
  const held = await readLedger(context, context.ledger.get(key))
  if (!held) return refuse(`the submission ${show(key)} is not in the ledger`)
  if (held.state === 'sending' && held.leaseUntil > wallTime(context.clock)) {
    return refuse(
      `the submission ${show(key)} is being sent`,
      `Wait until ${new Date(held.leaseUntil).toISOString()}: by then its outcome is known, or its sender has died.`,
    )
  }
  return isOpen(held) ? held : refuse(`the submission ${show(key)} is ${asItStands(held)}`)
}

/** Writes a decision down, unless the submission is another one by now: its task came, its end, or its key began anew. */
export async function decide(
  context: GenerateContext,
  { key, attempt, taskId }: Submission,
  change: SubmissionChange,
): Promise<Submission> {
  const decision = defined({ taskId, attempt: crypto.randomUUID() })
  const held = await readLedger(context, context.ledger.update(key, { ...change, attempt, decision }))
  if (held.attempt === decision.attempt) return held
  return refuse(`the submission ${show(key)} has changed meanwhile, and is ${asItStands(held)}`)
}

export async function readLedger<T>(context: GenerateContext, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw ledgerError(context, cause)
  }
}

export function refuse(what: string, nextStep = 'Look at submissions.list(); nothing was changed.'): never {
  throw new ValidationError({ what, moneySpent: 'no', nextStep })
}

function asItStands({ state, files }: Submission): string {
  return files ? 'saved' : state
}
