import type { SubmissionChange, SubmissionState } from '../ledger/submission.ts'
import { upTo } from './case-context.ts'

/** Every state that a submission can be in. */
export const states: readonly SubmissionState[] = [
  'sending',
  'rejected',
  'unknown',
  'accepted',
  'succeeded',
  'failed',
  'forgotten',
]

/** Changes in no order that makes sense, the same ones for the same seed. */
export function someChanges(seed: number): SubmissionChange[] {
  let last = seed + 1
  // The minimal standard generator of Park and Miller: all that is asked of it is to be the same everywhere.
  const pick = (count: number): number => (last = (last * 48_271) % 2_147_483_647) % count
  const state = (): SubmissionState => states[pick(states.length)] ?? 'sending'
  return upTo(8).map((number) => ({
    ...(pick(4) > 0 && { state: state() }),
    ...(pick(3) === 0 && { taskId: `task-${seed}-${number}` }),
    ...(pick(3) === 0 && { reason: `reason ${number}` }),
    ...(pick(4) === 0 && { credits: number / 2 }),
    ...(pick(4) === 0 && { urls: [`https://example.com/${number}.mp4`] }),
    ...(pick(4) === 0 && { files: [`${number}.mp4`] }),
    ...(pick(5) === 0 && {
      decision: {
        attempt: `attempt ${number}`,
        ...(pick(2) === 0 && { taskId: `task-${seed}-${number - 1}` }),
      },
    }),
  }))
}

/** All orders of some things. */
export function permutations<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]]
  return things.flatMap((thing, index) =>
    permutations(things.toSpliced(index, 1)).map((rest) => [thing, ...rest]),
  )
}
