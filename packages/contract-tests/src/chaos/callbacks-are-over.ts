import { grouped } from './grouped.ts'
import { keyOf } from './jobs.ts'
import type { Ending } from './messages.ts'
import { mockState } from './mock-state.ts'
import type { Observer } from './observer.ts'

/** After so many attempts the mock gives a callback up. */
const attempts = 4

/**
 * Resolves when no callback is to come any more that could tell something new: each was taken, was lost on purpose, was
 * given up, or is about a job that a worker has brought to its end without it.
 */
export async function callbacksAreOver(baseUrl: string, observer: Observer): Promise<void> {
  const { tasks, bill } = await mockState(baseUrl)
  const ended = new Set(
    tasks.filter((task) => isOver(observer.endings.get(keyOf(task)))).map(({ taskId }) => taskId),
  )
  const expected = bill
    .filter(({ taskId }) => !ended.has(taskId))
    .map(({ taskId, requestId = 0 }) => {
      const faults = observer.faults.get(requestId) ?? []
      return {
        taskId,
        lost: faults.includes('callbackLost'),
        copies: faults.includes('callbackDuplicated') ? 2 : 1,
      }
    })
  await observer.until(() => {
    const givenUp = grouped(
      observer.callbacks.filter(({ attempt, status }) => attempt === attempts && status !== 200),
      ({ taskId }) => taskId,
    )
    return expected.every(
      ({ taskId, lost, copies }) =>
        lost || observer.delivered.has(taskId) || (givenUp.get(taskId)?.length ?? 0) >= copies,
    )
  })
}

function isOver(ending: Ending | undefined): boolean {
  return ending === 'saved' || ending === 'failed'
}
