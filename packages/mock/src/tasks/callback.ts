import type { Clock } from '../clock.ts'
import type { DefectEvent } from '../defect-event.ts'
import type { Reach } from '../outbound/reach.ts'
import { shownUrl } from '../outbound/shown-url.ts'
import { callbackTiming, faultyCallback, faultySignature } from './callback-faults.ts'
import { deliver } from './deliver.ts'
import type { TaskEvent } from './events.ts'
import { callbackBodyOf } from './record.ts'
import type { Task } from './task.ts'

/**
 * Milliseconds before the second, third and fourth attempt. The API is documented to stop after three failed
 * retries; the pauses between them are not documented, so these are the mock's own.
 */
const retryPausesMs: readonly number[] = [5_000, 15_000, 45_000]

/** What sending callbacks needs. */
export interface CallbackContext {
  clock: Clock
  emit: (event: TaskEvent | DefectEvent) => void
  /** Callbacks are signed with it; undefined: not at all. */
  callbackSecret: string | undefined
  /** Where callbacks may go. */
  reach: Reach
  /** Keeps that the callback was delivered or given up. */
  journal: { callbackDone(taskId: string): void }
  /** Aborts when the mock is reset or stops: no callback of the tasks before may be sent after. */
  readonly resetSignal: AbortSignal
}

/** Waits for the task's end and posts its record to the callback URL, up to four times. Never rejects. */
export async function sendCallback(task: Task, url: string, context: CallbackContext): Promise<void> {
  const { clock, emit, resetSignal } = context
  const { copies, lateMs } = callbackTiming(task)
  if (copies === 0) return
  try {
    await clock.sleep(task.endsAt + lateMs - clock.now(), resetSignal)
    for (let copy = 1; copy <= copies; copy += 1) await sendWithRetries(task, url, context, resetSignal)
    context.journal.callbackDone(task.id)
  } catch (error) {
    if (!resetSignal.aborted) emit({ type: 'defect', error })
  }
}

async function sendWithRetries(
  task: Task,
  url: string,
  { clock, emit, callbackSecret, reach }: CallbackContext,
  resetSignal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const headers = faultySignature(task, callbackSecret, clock.now())
    const body = faultyCallback(task, callbackBodyOf(task))
    const { refused, ...delivery } = await deliver(url, body, headers, { clock, reach, resetSignal })
    resetSignal.throwIfAborted()
    const pause = refused ? undefined : retryPausesMs[attempt - 1]
    const gaveUp = delivery.problem !== undefined && pause === undefined
    emit({
      type: 'callback',
      taskId: task.id,
      at: clock.now(),
      url: shownUrl(url),
      attempt,
      ...delivery,
      ...(gaveUp && { gaveUp }),
    })
    if (delivery.problem === undefined || pause === undefined) return
    await clock.sleep(pause, resetSignal)
  }
}
