import type { ApikleyError } from '../errors/apikley-error.ts'
import { ValidationError } from '../errors/kinds.ts'
import type { Problem } from '../schema/problem.ts'
import { createTaskLine } from './create-task-line.ts'

/** The error of a task that is not sent, since something is wrong with it. */
export function invalidRequest(
  what: string,
  {
    problems,
    cause,
    nextStep = 'Correct the request; nothing was sent.',
  }: {
    readonly problems?: readonly Problem[]
    readonly cause?: unknown
    readonly nextStep?: string | undefined
  } = {},
): ApikleyError {
  return new ValidationError({
    request: createTaskLine,
    what,
    problems,
    cause,
    moneySpent: 'no',
    nextStep,
  })
}
