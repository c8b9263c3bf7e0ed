import type { GenerateContext } from '../generate/context.ts'
import { isUndecided } from '../ledger/apply-change.ts'
import type { Submission } from '../ledger/submission.ts'
import { checkOptions } from '../options/check-options.ts'
import { show } from '../schema/values.ts'
import { decide, readLedger, refuse, toDecide } from './decide.ts'

/** What a person has found out about a submission: the task that it made, or that it made none. */
export type Verdict = { readonly taskId: string } | { readonly created: false }

const reason = 'settled by hand'

export async function settle(context: GenerateContext, key: string, verdict: Verdict): Promise<Submission> {
  const names = { taskId: true, created: true } as const
  const { taskId, created } =
    checkOptions<{ taskId?: unknown; created?: unknown }>('the verdict', verdict, names) ?? {}
  const held = await toDecide(context, key, isUndecided)
  if (taskId === undefined && created === false) {
    return decide(context, held, { state: 'rejected', reason })
  }
  if (typeof taskId !== 'string' || !taskId.trim() || created !== undefined) {
    return refuse(`the verdict must be a taskId, or created: false, received ${show(taskId ?? created)}`)
  }
  const other = await readLedger(context, context.ledger.find(taskId))
  if (other?.baseUrl === held.baseUrl)
    refuse(`the task ${taskId} belongs to the submission ${show(other?.key)}`)
  return decide(context, held, { state: 'accepted', taskId, reason })
}
