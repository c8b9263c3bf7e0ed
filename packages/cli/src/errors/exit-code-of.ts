import { type ApikleyError, isApikleyError } from '@apikley/client'
import { type ExitCode, exitCodes } from '../exit-codes.ts'

/** What an error of the client is as an exit code. */
export function exitCodeOf(error: ApikleyError): ExitCode {
  const isPaid = error.moneySpent === 'yes'
  switch (error.kind) {
    case 'configuration':
      return exitCodes.usage
    case 'validation':
      return isPaid ? exitCodes.notSaved : exitCodes.usage
    case 'authentication':
      return exitCodes.key
    case 'credits':
    case 'budget':
      return exitCodes.money
    case 'not-found':
      return isPaid ? exitCodes.notSaved : exitCodes.failed
    case 'rate':
    case 'maintenance':
    case 'network':
    case 'server':
      // Of a task that was accepted: its result could not be had.
      return isPaid ? exitCodes.notSaved : exitCodes.unavailable
    case 'aborted':
      return error.taskId === undefined ? exitCodes.interrupted : exitCodes.pending
    case 'unknown-submit':
      return exitCodes.unknownSubmit
    case 'task-failed':
      return exitCodes.taskFailed
    case 'task-pending':
      return exitCodes.pending
    case 'expired':
    case 'file':
      return exitCodes.notSaved
    case 'ledger':
      return error.taskId === undefined ? exitCodes.failed : exitCodes.pending
    default:
      return exitCodes.failed
  }
}

/** Whether an error only says that its client was closed before anything was sent. */
export function isClosed(error: unknown): boolean {
  return isApikleyError(error, 'configuration') && error.message.startsWith('The client is closed')
}
