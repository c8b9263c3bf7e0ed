import { clockTime } from '../terminal/words.ts'
import type { Outcome } from './outcome.ts'

/** How far a batch is. */
export interface BatchProgress {
  readonly total: number
  readonly begunAt: number
  readonly outcomes: readonly Outcome[]
  /** The states of tasks that are on their way, by key. */
  readonly states: ReadonlyMap<string, string>
  /** Why it pauses; nothing if it does not. */
  readonly pause: string | undefined
}

const width = 16

/** `[████████░░░░░░░░] 12 of 24 · 1 failed · 8 generating · 2:10, about 1:50 left`. */
export function progressBar(
  { total, begunAt, outcomes, states, pause }: BatchProgress,
  now = Date.now(),
): string {
  const done = outcomes.length
  const filled = Math.round((width * done) / Math.max(1, total))
  const counts = new Map<string, number>()
  for (const { status } of outcomes) {
    if (status !== 'saved' && status !== 'done') counts.set(status, (counts.get(status) ?? 0) + 1)
  }
  for (const state of states.values()) counts.set(state, (counts.get(state) ?? 0) + 1)
  const worked = outcomes.filter(({ isEarlier }) => !isEarlier).length
  const elapsed = now - begunAt
  const rest = worked ? `, about ${clockTime((elapsed / worked) * (total - done))} left` : ''
  return [
    `[${'█'.repeat(filled)}${'░'.repeat(width - filled)}] ${done} of ${total}`,
    ...[...counts].map(([state, number]) => `${number} ${state}`),
    pause ?? `${clockTime(elapsed)}${rest}`,
  ].join(' · ')
}
