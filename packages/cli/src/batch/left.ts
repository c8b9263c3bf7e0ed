import { existsSync } from 'node:fs'
import { exitCodes } from '../exit-codes.ts'
import type { Item } from './item.ts'
import { type Outcome, succeeded } from './outcome.ts'

/** What is left to do for an order. */
export type Left = 'nothing' | 'send' | 'finish' | 'save again'

/** By what the ledger has of it. */
export function leftOf({ held, isToBeCompared, saveTo }: Item): Left {
  if (!held || held.state === 'rejected' || isToBeCompared) return 'send'
  if (held.state === 'failed' || held.state === 'forgotten') return 'nothing'
  if (held.state !== 'succeeded') return 'finish'
  if (held.files) {
    // Somebody may have moved it, or wants it elsewhere now.
    const isThere = held.files.every((file) => existsSync(file))
    return isThere && (saveTo === undefined || held.files.includes(saveTo)) ? 'nothing' : 'save again'
  }
  return saveTo === undefined ? 'nothing' : 'finish'
}

/** What is told of an order for which nothing is left to do. */
export function earlier(item: Item): Outcome {
  const { held, key } = item
  if (held?.state === 'succeeded') return succeeded(item, held, held.files ?? [], true)
  const hasFailed = held?.state === 'failed'
  const failure = {
    exitCode: hasFailed ? exitCodes.taskFailed : exitCodes.failed,
    message: `It ${hasFailed ? 'has failed' : 'was closed'} in an earlier run (${held?.reason ?? 'no reason was given'}).`,
    nextStep: hasFailed ? 'To order it again: --retry-failed' : '',
    facts: { key, taskId: held?.taskId },
  }
  return {
    item,
    status: 'failed',
    taskId: held?.taskId,
    files: [],
    urls: [],
    credits: held?.credits,
    isEarlier: true,
    failure,
  }
}
