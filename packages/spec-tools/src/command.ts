/** One word of the command line. */
export interface Command {
  /** One line for the list that is printed when no command is given. */
  readonly summary: string
  /** Does the work, prints what a person needs to know, and answers the exit code. */
  run(args: readonly string[]): Promise<number>
}
