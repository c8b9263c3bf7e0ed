import { type ApikleyError, isApikleyError } from '@apikley/client'
import { SpecError } from '@apikley/pages/document'
import { CommandError } from '../command-error.ts'
import { InterruptedError } from '../connection/interruption.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Printer } from '../terminal/printer.ts'
import { exitCodeOf, isClosed } from './exit-code-of.ts'
import { nextStep, type WorkFacts } from './next-step.ts'

/** An error as it is told: to people in sentences, to programs in a document. */
export interface Failure {
  readonly exitCode: ExitCode
  /** What happened, to which task, and what became of the money. */
  readonly message: string
  readonly nextStep: string
  /** What programs are told besides. */
  readonly facts: object
}

export function failureOf(error: unknown, work: WorkFacts = {}): Failure {
  if (isClosed(error) || error instanceof InterruptedError) {
    const message = 'Stopped before it was sent. No money was spent.'
    return { exitCode: exitCodes.interrupted, message, nextStep: 'Repeat the command.', facts: noMoney }
  }
  if (isApikleyError(error)) {
    const { message: all, nextStep: _, stack: __, name: ___, ...facts } = Object(error.toJSON())
    const said = error.message.endsWith(error.nextStep)
      ? error.message.slice(0, -error.nextStep.length).trim()
      : String(all)
    const isStopped = isApikleyError(error, 'task-pending') && error.reason === 'closed'
    const what = isStopped
      ? said.replace(/^The client was closed/, 'The waiting has ended, not the task')
      : withoutRequest(said, error)
    const message = /money/i.test(what) || error.moneySpent !== 'no' ? what : `${what} No money was spent.`
    const code = exitCodeOf(error)
    const exitCode = work.taskId !== undefined && code === exitCodes.unavailable ? exitCodes.notSaved : code
    return {
      exitCode,
      message: withCause(message, error),
      nextStep: nextStep(error, work),
      facts: { key: work.key, taskId: work.taskId, saveTo: work.saveTo, ...facts },
    }
  }
  if (error instanceof CommandError) {
    const { exitCode, message, nextStep: step } = error
    return { exitCode, message, nextStep: step, facts: noMoney }
  }
  if (error instanceof SpecError) {
    return { exitCode: exitCodes.failed, message: error.message, nextStep: '', facts: noMoney }
  }
  // Of a ledger that was asked directly.
  if (error instanceof Error && error.message.startsWith('The ledger ')) {
    const message = `${error.message}. No money was spent.`
    return {
      exitCode: exitCodes.failed,
      message,
      nextStep: 'To see what is wrong with it: apikley doctor',
      facts: noMoney,
    }
  }
  throw error
}

const noMoney = { moneySpent: 'no' }

/** What was refused before it was sent is about what the user gave, not about a request. */
function withoutRequest(message: string, { kind, code, status }: ApikleyError): string {
  return kind === 'validation' && code === undefined && status === undefined
    ? message.replace(/^\[POST\] \S+: /, '')
    : message
}

/** A ledger says why in its cause alone. */
function withCause(message: string, { kind, cause }: ApikleyError): string {
  return kind === 'ledger' && cause instanceof Error ? `${message} ${cause.message}.` : message
}

/** Tells of an error, and answers its exit code. */
export function report(printer: Printer, error: unknown, work?: WorkFacts): ExitCode {
  const failure = failureOf(error, work)
  printer.status.end()
  tell(printer, failure)
  if (printer.format !== 'text') printer.result({ error: errorDocument(failure) }, [])
  return failure.exitCode
}

export function tell(printer: Printer, { message, nextStep: step }: Failure, title = 'apikley'): void {
  printer.warn(`${title}: ${message}`, 'red')
  if (step) printer.warn(step.replaceAll(/^/gm, '  '))
}

export function errorDocument({ message, nextStep: step, exitCode, facts }: Failure): object {
  return { message, nextStep: step, exitCode, ...facts }
}
