import { type ErrorKind, isApikleyError } from '@apikley/client'
import type { Trouble } from '../clip.ts'

const statuses: Partial<Record<ErrorKind, number>> = {
  validation: 400,
  credits: 402,
  budget: 402,
  rate: 503,
  maintenance: 503,
  network: 503,
}

/** An error as the browser is told of it: whether money was spent, and what to do next, are in its message. */
export function troubleOf(error: unknown): Response {
  if (!isApikleyError(error)) {
    console.error(error)
    return answerTrouble(500, {
      message: 'The server has made a mistake; its log has more. The same order can be sent again: it is paid once.',
      moneySpent: 'unknown',
      sendAgain: false,
    })
  }
  const { message, moneySpent, retryable, kind } = error
  return answerTrouble(statuses[kind] ?? 502, {
    message,
    moneySpent,
    // Refused for load; or its answer was lost, and a callback may still tell.
    sendAgain: retryable === true || kind === 'unknown-submit',
  })
}

/** An answer that refuses what was asked before anything was sent. */
export function refuse(status: number, message: string): Response {
  return answerTrouble(status, { message, moneySpent: 'no', sendAgain: false })
}

function answerTrouble(status: number, trouble: Trouble): Response {
  return Response.json(trouble, { status })
}
