import { isApikleyError } from '@apikley/client'
import { accountPage } from '../account-page.ts'
import { KeyError, UsageError } from '../command-error.ts'
import type { WorkFacts } from '../errors/next-step.ts'
import { failureOf } from '../errors/report.ts'
import { shellWord } from '../terminal/words.ts'

/** An error as an agent is told of it. */
export interface AgentFailure {
  /** What happened, and what became of the money. */
  readonly error: string
  readonly money_spent: 'no' | 'yes' | 'unknown'
  /** What the agent can do now, or must ask a person for. */
  readonly next: string
}

/** An order has no task, since it was refused, closed, or is being sent; or its task has not ended. */
export class OrderError extends UsageError {
  readonly moneySpent: AgentFailure['money_spent']

  constructor(message: string, nextStep: string, moneySpent: AgentFailure['money_spent']) {
    super(message, nextStep)
    this.moneySpent = moneySpent
  }
}

export function agentFailure(error: unknown, work: WorkFacts = {}): AgentFailure {
  try {
    const { message, nextStep } = failureOf(error, work)
    const moneySpent = isApikleyError(error) || error instanceof OrderError ? error.moneySpent : 'no'
    return { error: message, money_spent: moneySpent, next: nextForAgent(error, work, nextStep) }
  } catch {
    // A fault of this program: what it had done by then is not known.
    const what = error instanceof Error ? error.message : String(error)
    const next =
      'Tell a person. To repeat it with the same idempotency_key is safe: what may have been sent is not sent again.'
    return { error: `The server failed: ${what}`, money_spent: 'unknown', next }
  }
}

function nextForAgent(error: unknown, work: WorkFacts, nextStep: string): string {
  if (error instanceof KeyError) return `Ask a person to do this: ${nextStep}`
  if (!isApikleyError(error)) return nextStep
  const isTask = error.taskId !== undefined || work.taskId !== undefined
  switch (error.kind) {
    case 'unknown-submit':
      return isApikleyError(error, 'unknown-submit') ? forUnknown(work.key ?? error.key) : nextStep
    case 'task-pending':
    case 'aborted':
      return isTask ? 'It goes on. Call wait again.' : 'Call it again with the same idempotency_key.'
    case 'task-failed':
      return 'It has ended. Another try is a new order: change the input if that was refused, and use a new idempotency_key.'
    case 'expired':
      return 'Call save: it looks for a newer address. If there is none, the result is gone; tell a person.'
    case 'file':
      return 'The result is still there: call save with another path.'
    case 'credits':
      return 'Ask a person to top up, then call it again with the same idempotency_key.'
    case 'authentication':
      return 'Ask a person to check the API key: apikley doctor'
    case 'validation':
      return 'Correct it (model_schema tells the fields), and call it again with the same idempotency_key.'
    case 'not-found':
      return 'Check the id: it is a task_id or an idempotency_key. recover lists what is open.'
    case 'ledger':
      return 'Ask a person to look at the ledger: apikley doctor'
    default:
      return isTask
        ? 'Do not order it again: it is paid. Call the same tool again later.'
        : 'Call it again later, with the same idempotency_key.'
  }
}

/** What is to be done about an order of which nobody knows whether it was accepted. */
export function forUnknown(key: string): string {
  const name = shellWord(key)
  return (
    'Do not order this again under another idempotency_key: it may be paid twice. It is not sent again; the same ' +
    'idempotency_key finds this order and costs nothing. A person must decide: look for it in the list of tasks at ' +
    `${accountPage}, or see whether the credits fell, then run in a terminal: apikley settle ${name} --task <id>, ` +
    `or apikley settle ${name} --not-created. After that generate with the same idempotency_key goes on.`
  )
}
