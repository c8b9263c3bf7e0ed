import { type ExitCode, exitCodes } from './exit-codes.ts'

/** What a command refuses by itself, before anything is sent. Its message says so. */
export class CommandError extends Error {
  readonly exitCode: ExitCode
  /** What to do now; empty where there is nothing. */
  readonly nextStep: string

  constructor(message: string, nextStep: string, exitCode: ExitCode) {
    super(message)
    this.nextStep = nextStep
    this.exitCode = exitCode
  }
}

/** The command line or an input is wrong. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError'

  constructor(message: string, nextStep = '') {
    super(message, nextStep, exitCodes.usage)
  }
}

/** There is no API key, or none that can be used. The key is not shown. */
export class KeyError extends CommandError {
  override readonly name = 'KeyError'

  constructor(message: string, nextStep: string) {
    super(`${message} Nothing was sent.`, nextStep, exitCodes.key)
  }
}

/** The money may not be spent: above the limit, or nobody has agreed. */
export class MoneyRefusal extends CommandError {
  override readonly name = 'MoneyRefusal'

  constructor(message: string, nextStep: string) {
    super(`${message} No money was spent.`, nextStep, exitCodes.money)
  }
}
