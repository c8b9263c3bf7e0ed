import type { World } from '../world.ts'
import { callbackChanges, spoiledCallback, spoiledSignature } from '../faults/on-callback.ts'
import { shownUrl } from '../outbound/shown-url.ts'
import { deliver } from './deliver.ts'
import { callbackBodyOf } from './record.ts'
import type { Task } from './task.ts'

/**
 * Milliseconds before the second, third and fourth attempt. The API is documented to stop after three failed
 * retries; the pauses between them are not documented, so these are the mock's own.
 */
const retryPausesMs: readonly number[] = [5_000, 15_000, 45_000]

type CallbackWorld = Pick<World, 'clock' | 'era' | 'log' | 'callbackSecret' | 'journal' | 'reach'>

/** Waits for the task's end and posts its record to the callback URL, up to four times. Never rejects. */
export async function sendCallback(task: Task, url: string, world: CallbackWorld): Promise<void> {
  const { clock, log, era } = world
  const { copies, lateMs } = callbackChanges(task)
  if (copies === 0) return
  try {
    await clock.sleep(task.endsAt + lateMs - clock.now(), era)
    for (let copy = 1; copy <= copies; copy += 1) await sendUntilTaken(task, url, world)
    world.journal.callbackDone(task.id)
  } catch (error) {
    if (!era.aborted) log({ type: 'defect', error })
  }
}

async function sendUntilTaken(task: Task, url: string, world: CallbackWorld): Promise<void> {
  const { clock, log, callbackSecret, era } = world
  for (let attempt = 1; ; attempt += 1) {
    const headers = spoiledSignature(task, callbackSecret, clock.now())
    const body = spoiledCallback(task, callbackBodyOf(task))
    const { refused, ...delivery } = await deliver(url, body, headers, world)
    era.throwIfAborted()
    log({ type: 'callback', taskId: task.id, url: shownUrl(url), attempt, ...delivery })
    const pause = retryPausesMs[attempt - 1]
    if (delivery.problem === undefined || refused || pause === undefined) return
    await clock.sleep(pause, era)
  }
}
