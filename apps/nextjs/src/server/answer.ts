import { type ApikleyError, isApikleyError } from '@apikley/client'
import type { Trouble } from '../clip.ts'

const statuses: Partial<Record<ApikleyError['kind'], number>> = {
  validation: 400,
  credits: 402,
  budget: 402,
  rate: 503,
  maintenance: 503,
  network: 503,
}

/** An error as a visitor is told of it. */
export function tellError(error: unknown): Response {
  if (isApikleyError(error)) return answer(statuses[error.kind] ?? 502, troubleOf(error))
  console.error(error)
  return answer(500, {
    title: 'Something is wrong with this server',
    message: 'Its log tells more. The same order can be sent again: it is paid once.',
    moneySpent: 'unknown',
    sendAgain: false,
  })
}

/** An answer that refuses what was asked before anything was sent. */
export function refuse(status: number, message: string): Response {
  return answer(status, { title: 'Nothing was ordered', message, moneySpent: 'no', sendAgain: false })
}

function troubleOf({ kind, message, moneySpent, retryable }: ApikleyError): Trouble {
  if (kind === 'unknown-submit') {
    return {
      title: 'The answer to the order was lost',
      message:
        'Money may have been spent, so it is not ordered again: this page asks until a callback tells what became of it. ' +
        'If none does, look for it in the list of tasks of the account.',
      moneySpent,
      // With the same key nothing is sent: it answers the task as soon as it is known.
      sendAgain: true,
    }
  }
  return {
    title: retryable ? 'Too much to do just now' : 'Nothing was ordered',
    // Without the request, which says nothing to a visitor.
    message: message.replace(/^\[[A-Z]+\] \S+ (?:\d+ )?/, ''),
    moneySpent,
    sendAgain: retryable === true,
  }
}

function answer(status: number, trouble: Trouble): Response {
  return Response.json(trouble, { status })
}
