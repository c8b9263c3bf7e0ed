import type { Gathered, PageOutcome } from '@apikley/spec-tools/sources'
import type { Io } from '../terminal/io.ts'
import type { Printer, Style } from '../terminal/printer.ts'

const styles: Readonly<Record<PageOutcome['status'], Style>> = {
  new: 'green',
  changed: 'green',
  unchanged: 'dim',
  withdrawn: 'yellow',
  refused: 'red',
}

/** Says what became of each page: one line, and below it what a person should know. Refusals are never quiet. */
export function tellOutcomes(
  { cwd }: Pick<Io, 'cwd'>,
  printer: Printer,
  outcomes: readonly PageOutcome[],
): void {
  const near = (text: string): string => text.replaceAll(`${cwd}/`, '')
  const without = (text: string, source: string): string =>
    text.startsWith(`${source}: `) ? text.slice(source.length + 2) : text
  for (const { status, model, source, reasons, repairs } of outcomes) {
    const say = (text: string, style?: Style): void =>
      status === 'refused' ? printer.warn(text, style) : printer.note(text, style)
    const what = [status.padEnd(9), model, near(source)].filter((part) => part !== undefined).join('  ')
    const fixed = repairs.length === 0 || status === 'refused' ? '' : `  (${repairs.length} repaired)`
    say(`${what}${fixed}`, styles[status])
    const meaningful = repairs.filter(({ changesMeaning }) => changesMeaning)
    for (const line of [...reasons, ...meaningful.map(({ text }) => text)])
      say(near(without(line, source)).replaceAll(/^/gm, '  '))
  }
}

/** How many pages of a folder or an index were passed over, and why. */
export function tellSkipped(printer: Printer, skipped: Gathered['skipped'], isVerbose = false): void {
  if (skipped.length === 0) return
  if (isVerbose)
    for (const { source, reason } of skipped) printer.note(`passed over  ${source}: ${reason}`, 'dim')
  else {
    const what =
      skipped.length === 1
        ? '1 other is no page of a model'
        : `${skipped.length} others are no pages of models`
    printer.note(`${what} (--verbose lists which).`, 'dim')
  }
}

/** The same for programs. */
export function outcomeDocument({ status, model, source, reasons, repairs }: PageOutcome): object {
  return { status, model, source, reasons, repairs }
}
