import { isApikleyError, type Submission, type Task } from '@apikley/client'
import { unknownError } from '../task/recover-one.ts'
import { agentFailure, OrderError } from './failure.ts'
import { shorten } from './shorten.ts'
import type { Link } from './tool.ts'

/** How one order stands, as an agent is told. */
export interface Outcome {
  /** As the agent called it. */
  readonly id: string
  readonly idempotency_key: string | undefined
  readonly task_id: string | undefined
  readonly state: string
  readonly urls?: readonly string[] | undefined
  readonly error?: string | undefined
  readonly next?: string
  readonly [fact: string]: unknown
}

const types: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
}

/** What is known of a task, with what the ledger knows of it. */
export function outcomeOf(id: string, held: Submission | undefined, task: Task | undefined): Outcome {
  const { urls = [], result, failure } = task ?? {}
  const hasText = task?.state === 'success' && !urls.length
  return {
    id,
    idempotency_key: held?.key,
    task_id: task?.taskId ?? held?.taskId,
    model: task?.model ?? held?.model,
    state: task?.state ?? held?.state ?? 'unknown',
    error: failure?.message,
    urls: urls.length ? urls : undefined,
    result: hasText ? shorten(result?.resultObject ?? result).shown : undefined,
    saved: held?.files,
    credits_charged: task?.creditsConsumed,
    credits_expected: held?.credits,
  }
}

export function failed(id: string, held: Submission | undefined, error: unknown): Outcome {
  const failure = agentFailure(error, { key: held?.key, taskId: held?.taskId })
  const state = isApikleyError(error, 'task-failed') ? 'failed' : (held?.state ?? 'unknown')
  return { id, idempotency_key: held?.key, task_id: held?.taskId, state, ...failure }
}

/** Whether the answer to an order is still waited for, here or in another process. */
export function isBeingSent({ state, leaseUntil }: Submission): boolean {
  return state === 'sending' && leaseUntil > Date.now()
}

/** What is said of an order that has no task. */
export function withoutTask(held: Submission): Error {
  const { key, state, reason = '' } = held
  if (state === 'rejected') {
    const what = `The order '${key}' was refused, so it has no task, and cost nothing: ${reason}`
    return new OrderError(what, 'It may be generated again with the same idempotency_key.', 'no')
  }
  if (state === 'forgotten') {
    const what = `A person has closed the order '${key}': ${reason}`
    return new OrderError(what, 'A new order needs a new idempotency_key.', 'unknown')
  }
  if (!isBeingSent(held)) return unknownError(held)
  return new OrderError(`The order '${key}' is being sent.`, 'Call wait with its idempotency_key.', 'unknown')
}

/** The results of a task as links. Their addresses expire. */
export function linksOf({ urls = [] }: { readonly urls?: readonly string[] | undefined }): Link[] {
  return urls.map((uri) => {
    const name = (URL.canParse(uri) ? new URL(uri).pathname.split('/').at(-1) : '') || 'result'
    const mimeType = types[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '']
    return { uri, name, ...(mimeType && { mimeType }) }
  })
}
