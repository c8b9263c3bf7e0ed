import { grouped } from './grouped.ts'
import type { ChaosResult } from './judge.ts'

/** So many problems are told in full. */
const mostProblems = 50

/** The run in words; the line with the zeros is the last but one. */
export function report({
  options,
  audit,
  killed,
  recovered,
  injected,
  requests,
  ...rest
}: ChaosResult): string {
  const { seconds, problems, folder, overLimit, databaseKills, givenUp } = rest
  const { tasks, workers, concurrency, seed, ledger, spanMs } = options
  const victims = grouped(killed, ({ name }) => name)
  const interrupted = killed.reduce((sum, kill) => sum + kill.interrupted, 0)
  const total = seconds.work + seconds.callbacks + seconds.recovery
  const unknown = audit.undecided.length + audit.unexplained.length
  return [
    `${tasks} tasks, ${workers} workers with ${concurrency} at once, one receiver of callbacks, one ledger (${ledger}); seed ${seed}`,
    spanMs > 0
      ? `the account's limit, by all together: 20 creates in any ${spanMs} ms, instead of 10 s, which takes ${((tasks / 20 - 1) * spanMs) / 1000} s at least`
      : `the account's rate limits are off: 20 creates per 10 s alone would take ${Math.ceil(tasks / 2 / 60)} minutes`,
    `faults: ${listed([...injected])}`,
    `requests: ${listed([...requests])}`,
    `killed in the middle of work: ${killed.length} (${listed([...victims].map(([name, all]) => [name, all.length]))}), with ${interrupted} jobs and callbacks under way`,
    ...(ledger === 'postgres' ? [`the database was killed ${databaseKills} times`] : []),
    ...(givenUp > 0 ? [`callbacks that nobody took, in four attempts: ${givenUp}`] : []),
    `delivered: ${audit.delivered.length}, failed and given back: ${audit.refunded.length}, recover() ran ${recovered.rounds} times`,
    ...problems.slice(0, mostProblems).map((problem) => `problem: ${problem}`),
    ...(problems.length > mostProblems ? [`… and ${problems.length - mostProblems} more problems`] : []),
    ...(problems.length > 0 ? [`The ledger and the clips are kept in ${folder}`] : []),
    `paid twice: ${audit.paidTwice.length}, lost: ${audit.lost.length}, undecided: ${unknown}${spanMs > 0 ? `, over the limit: ${overLimit}` : ''}`,
    `${total.toFixed(1)} s: ${seconds.work.toFixed(1)} s of work, ${seconds.callbacks.toFixed(1)} s for the last callbacks, ${seconds.recovery.toFixed(1)} s of recovery`,
  ].join('\n')
}

function listed(counts: readonly (readonly [name: string, count: number])[]): string {
  const sorted = counts.toSorted(([one], [other]) => (one < other ? -1 : 1))
  return sorted.map(([name, count]) => `${name} ${count}`).join(', ')
}
