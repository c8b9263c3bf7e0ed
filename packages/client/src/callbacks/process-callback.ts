import type { Submission } from '../ledger/submission.ts'
import type { Task } from '../schema/task.ts'
import { ownSubmission } from '../tasks/own-submission.ts'
import { recordResult } from '../tasks/record-result.ts'
import { attachTask } from './attach-task.ts'
import type { CallbackHandlerOptions } from './callback-options.ts'
import type { Confirm } from './confirm.ts'
import type { CallbacksContext } from './context.ts'
import { createMemory } from './memory.ts'
import { Refusal } from './refusal.ts'

/** Does all that a callback is about; what it resolves after is done. `key` is the client key in its address. */
export type ProcessCallback = (taskId: string, key: string | undefined) => Promise<void>

export function createProcessing(
  context: CallbacksContext,
  confirm: Confirm,
  onTask: CallbackHandlerOptions['onTask'],
): ProcessCallback {
  const { clock, ledger, updates } = context
  // Longer than a signature is valid, so that a copy of a callback is never news, and than any known pause of the sender.
  const notified = createMemory<void>(clock, {
    size: 10_000,
    runningMs: 300_000,
    doneMs: 86_400_000,
    failedMs: 0,
  })
  const notify = async (task: Task, key: string | undefined): Promise<void> => {
    updates.notify(task)
    try {
      await onTask?.(task, key === undefined ? {} : { key })
    } catch (error) {
      throw new Refusal(500, 'onTask threw', error)
    }
  }
  return async (taskId, key) => {
    const byKey = key === undefined ? undefined : await ledger.get(key)
    const byTask = await ledger.find(taskId)
    if (byTask && byKey && byTask.key !== byKey.key) {
      throw new Refusal(409, 'it carries the key of a submission that its task does not belong to')
    }
    const found = ownSubmission(context, byTask, taskId)
    const named = byTask ? found : ownSubmission(context, byKey, taskId)
    // One that may bring the id of a lost answer is confirmed, though its task was notified before.
    const mayAttach = !byTask && named !== undefined
    const before = mayAttach ? undefined : notified.recall(notice(taskId, found))
    if (before) return before

    const task = await confirm(taskId, found !== undefined)
    const owner = mayAttach
      ? await attachTask(context, named, task)
      : (found ?? (await ownerOf(context, taskId)))
    await recordResult(context, task)
    if (owner && !hasEnded(await ledger.get(owner.key))) {
      throw new Refusal(500, 'the ledger has not taken down how its task has ended')
    }
    return notified.once(notice(taskId, owner), () => notify(task, owner?.key))
  }
}

/** Who was told of a task without its key is told again with it, once it is known. */
function notice(taskId: string, owner: Submission | undefined): string {
  return JSON.stringify([taskId, owner?.key])
}

/** How long the answers to submissions that are on their way are waited for, in milliseconds. */
const answersMs = 2_000

/** Whose task it has turned out to be: the callback may have been faster than the answer to a submission. */
async function ownerOf(context: CallbacksContext, taskId: string): Promise<Submission | undefined> {
  const { clock, ledger, submits } = context
  if (submits.size > 0) {
    const over = new AbortController()
    const sleep = clock.sleep(answersMs, over.signal).catch(() => {})
    await Promise.race([Promise.allSettled(submits), sleep])
    over.abort()
  }
  return ownSubmission(context, await ledger.find(taskId), taskId)
}

/** A ledger that forgets what has ended does no harm. */
function hasEnded(submission: Submission | undefined): boolean {
  return !submission || ['succeeded', 'failed', 'forgotten'].includes(submission.state)
}
