/** The command line is wrong. Its message says what, and what to write instead; nothing was sent. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
