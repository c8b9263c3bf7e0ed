/** Something in `specs/` is wrong. The message lists every problem that was found, one a line, each with its place. */
export class SpecError extends Error {
  override readonly name = 'SpecError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** @throws SpecError when there is at least one problem. */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new SpecError(problems)
}

/** What an error says, for a message. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
