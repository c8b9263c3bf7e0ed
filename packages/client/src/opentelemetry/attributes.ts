import type { Attributes } from '@opentelemetry/api'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import type { SpanFacts, Stage } from '../events/telemetry.ts'
import { isPlainObject } from '../schema/values.ts'

/** What is known before the work. */
export function startAttributes({ key, taskId, model }: SpanFacts): Attributes {
  return {
    ...(model !== undefined && { 'apikley.model': model }),
    ...(taskId !== undefined && { 'apikley.task.id': taskId }),
    ...(key !== undefined && { 'apikley.key': key }),
  }
}

/** What the result of the work adds: the task's id, and what it cost. */
export function resultAttributes(stage: Stage, result: unknown): Attributes {
  const { taskId, creditsConsumed } = isPlainObject(result) ? result : {}
  return {
    ...(typeof taskId === 'string' && { 'apikley.task.id': taskId }),
    ...(typeof creditsConsumed === 'number' && { 'apikley.credits.consumed': creditsConsumed }),
    // A saved file costs nothing of its own.
    ...(stage !== 'download' && { 'apikley.money_spent': 'yes' }),
  }
}

/** What an error says, in values that are few enough to count by. */
export function errorAttributes(error: unknown): Attributes {
  if (!isApikleyError(error)) return { 'error.type': error instanceof Error ? error.name : '_OTHER' }
  const { kind, moneySpent, taskId } = error
  return {
    'error.type': kind,
    'apikley.money_spent': moneySpent,
    ...(taskId !== undefined && { 'apikley.task.id': taskId }),
  }
}
