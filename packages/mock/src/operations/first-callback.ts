import type { EventLog } from '../event-log.ts'
import { callbackTiming } from '../tasks/callback-faults.ts'
import type { Task } from '../tasks/task.ts'

/** Resolves when the first attempt to deliver the task's callback is over; at once when there will be none. */
export function firstCallbackAttempt(
  { events, resetSignal }: { events: Pick<EventLog, 'subscribe'>; resetSignal: AbortSignal },
  task: Task,
): Promise<void> {
  if (task.callBackUrl === undefined || callbackTiming(task).copies === 0) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      unsubscribe()
      resetSignal.removeEventListener('abort', done)
      resolve()
    }
    const unsubscribe = events.subscribe((event) => {
      if (event.type === 'callback' && event.taskId === task.id) done()
    })
    resetSignal.addEventListener('abort', done)
  })
}
