import { tell } from '../errors/report.ts'
import { type ExitCode, exitCodes, gravest } from '../exit-codes.ts'
import type { Printer } from '../terminal/printer.ts'
import { formatNumber } from '../terminal/words.ts'
import { type Outcome, outcomeDocument } from './outcome.ts'

/** So many failures are told in full; the report has them all. */
const mostTold = 10

/** Reports what became of a batch; the exit code is the gravest of its orders. */
export function tellBatch(
  printer: Printer,
  name: string,
  outcomes: readonly Outcome[],
  report: string | undefined,
): ExitCode {
  const counts = new Map<string, number>()
  for (const { status, isEarlier } of outcomes) {
    const what = isEarlier ? `${status} before` : status
    counts.set(what, (counts.get(what) ?? 0) + 1)
  }
  const failures = outcomes.flatMap(({ item, failure }) => (failure ? [{ item, failure }] : []))
  const now = outcomes.filter(({ isEarlier }) => !isEarlier)
  const credits = now.reduce((sum, { credits: some = 0 }) => sum + some, 0)
  const unpriced = now.filter((outcome) => outcome.credits === undefined).length
  if (printer.format === 'json') {
    printer.result({ batch: name, items: outcomes.map(outcomeDocument), credits, report }, [])
  } else {
    printer.event('result', { batch: name, counts: Object.fromEntries(counts), credits, report })
  }
  for (const { item, failure } of failures.slice(0, mostTold)) {
    tell(printer, failure, `line ${item.line} (${item.key})`)
  }
  if (failures.length > mostTold) printer.warn(`… and ${failures.length - mostTold} more.`, 'red')
  const parts = [...counts].map(([status, number]) => `${number} ${status}`)
  printer.note(
    `${parts.join(', ')}; about ${formatNumber(credits)} credits in this run${unpriced ? `, and unknown for ${unpriced}` : ''}.${report ? ` Report: ${report}` : ''}`,
  )
  if (
    failures.some(
      ({ failure }) => failure.exitCode === exitCodes.pending || failure.exitCode === exitCodes.interrupted,
    )
  ) {
    printer.note('To go on: the same command again. Nothing is paid twice.')
  }
  return gravest(failures.map(({ failure }) => failure.exitCode))
}
