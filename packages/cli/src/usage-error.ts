/** The command line or an input is wrong. Its message says what; nothing was sent. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  /** What to write instead. */
  readonly nextStep: string | undefined

  constructor(message: string, nextStep?: string) {
    super(message)
    this.nextStep = nextStep
  }
}
