import { printable } from './printable.ts'

/**
 * What the commands say. Nothing else here writes to a terminal or a log, so that whatever a page holds is shown there
 * and not obeyed; JSON stays the same JSON.
 */
export function print(text: string): void {
  console.log(printable(text))
}

/** The same for what went wrong, and for how far the work is. */
export function printError(text: string): void {
  console.error(printable(text))
}

/** How far a walk is: rewritten in place on a terminal; every 25 pages elsewhere, where each line stays in a log. */
export function printProgress(done: number, all: number): void {
  const { stderr } = process
  const line = `fetched ${done} of ${all} pages`
  if (stderr.isTTY) stderr.write(`\r${line}${done === all ? '\n' : ''}`)
  else if (done % 25 === 0 || done === all) stderr.write(`${line}\n`)
}

/** Problems, one a line. Further lines of one stand further right, so that none passes for another, or for our own. */
export function printProblems(problems: readonly string[]): void {
  for (const problem of problems) printError(indented(problem))
}

/** A text whose further lines begin with some spaces. */
export function indented(text: string, by = 2): string {
  return text.replaceAll('\n', `\n${' '.repeat(by)}`)
}
