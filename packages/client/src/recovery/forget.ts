import type { GenerateContext } from '../generate/context.ts'
import { isForgettable } from '../ledger/apply-change.ts'
import type { Submission } from '../ledger/submission.ts'
import { defined } from '../schema/defined.ts'
import { show } from '../schema/values.ts'
import { decide, refuse, toDecide } from './decide.ts'

export async function forget(context: GenerateContext, key: string, reason: string): Promise<Submission> {
  if (typeof reason !== 'string' || !reason.trim()) {
    refuse(`the reason must be a text, received ${show(reason)}`, 'Say why nobody can finish it.')
  }
  const held = await toDecide(context, key, isForgettable)
  const { taskId } = held
  return decide(
    context,
    held,
    defined({ state: 'forgotten' as const, reason: context.redact(reason), taskId }),
  )
}
