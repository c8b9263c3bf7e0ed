import type {
  Experimental_VideoModelV4OperationStatusResult as StatusResult,
  JSONValue,
  SharedV4Warning,
} from '@ai-sdk/provider'
import type { ProviderContext } from './context.ts'
import { allFailed, messageOf } from './errors.ts'
import { type Look, lookAt } from './look.ts'
import { metadataOf, saveResults } from './metadata.ts'
import { type Operation, type OperationTask, readOperation } from './operation.ts'
import type { Started } from './started.ts'
import { goOn, tellTimeout } from './time-out.ts'
import { videosOf } from './videos.ts'

/** A wait that is over before it has begun ends with one look. */
const oneLook = { timeoutMs: 1 }

/** After a webhook the SDK looks once, and the record can be behind: how long, and how often it is looked at. */
const afterWebhook = { timeoutMs: 5_000, intervalMs: 1_000 }

/**
 * Looks once; for the record that may be behind a webhook a moment longer. One that this provider has seen on its way
 * before is not behind: a program that looks again and again is answered at once.
 */
async function lookNow(
  { client, underWay }: ProviderContext,
  operation: Operation,
  task: OperationTask,
  signal: AbortSignal | undefined,
): Promise<Look> {
  const look = await lookAt(client(), operation, task, { ...oneLook, signal })
  if (!operation.webhook || look.state !== 'pending' || look.taskId === undefined) return look
  const isUnderWay = look.task !== undefined && look.task.state !== 'success'
  if (isUnderWay && !underWay.add(look.taskId)) return look
  return lookAt(client(), operation, task, { ...afterWebhook, signal })
}

/** How the tasks of an operation stand. An end is answered; trouble that may pass is none. */
export async function videoStatus(
  context: ProviderContext,
  { operation: given, abortSignal: signal, headers }: StatusOptions,
  started: Started,
): Promise<StatusResult> {
  const client = context.client()
  const operation = readOperation(given, client.baseUrl)
  const { isWaiting, isLoading } = started.lookerOf(given, signal, headers)
  const forget = isWaiting && signal ? tellTimeout(signal, operation) : undefined
  const looks = await Promise.all(
    operation.tasks.map((task) =>
      isWaiting
        ? lookAt(client, operation, task, { timeoutMs: null, signal })
        : lookNow(context, operation, task, signal),
    ),
  )
  forget?.()

  const response = { timestamp: new Date(), modelId: operation.model, headers: undefined }
  const providerMetadata = metadataOf(operation, looks)
  const thrown = looks.flatMap((look) => (look.state === 'thrown' ? [look.error] : []))
  if (signal?.aborted && thrown.length) throw goOn(thrown[0], operation)
  if (looks.some(({ state }) => state === 'pending')) {
    // The SDK's own loop would report at the end what has passed long ago.
    return { status: 'pending', ...(!isLoading && { warnings: troubles(looks) }), providerMetadata, response }
  }
  const done = looks.filter((look) => look.state === 'succeeded')
  if (done.length) {
    const warnings = failures(operation, looks)
    const videos = await videosOf(client, done, { isLoading, signal })
    if (!videos.length) return { status: 'error', error: withoutFile(done), providerMetadata, response }
    const saved = await saveResults(client, operation, done, signal)
    return {
      status: 'completed',
      videos,
      warnings: [...warnings, ...saved.warnings],
      providerMetadata: metadataOf(operation, looks, saved.files),
      response,
    }
  }
  if (thrown.length) throw allFailed(thrown, `None of ${looks.length} videos could be looked at`)
  const reasons = looks.flatMap((look) => (look.state === 'failed' ? [look.failure.error] : []))
  const unstarted = operation.failed.map(({ key, error }) => `${key}: ${error}`)
  return { status: 'error', error: [...reasons, ...unstarted].join(' '), providerMetadata, response }
}

function withoutFile(done: readonly { readonly task: { readonly taskId: string } }[]): string {
  const ids = done.map(({ task }) => task.taskId).join(', ')
  return `The result of ${ids} is no file. Money was spent; tasks.get(taskId) of the client answers it.`
}

/** What `doStatus` is given. */
export interface StatusOptions {
  readonly operation: JSONValue
  readonly abortSignal?: AbortSignal
  readonly headers?: Record<string, string | undefined>
}

/** What stood in the way of a look, and may pass. */
function troubles(looks: readonly Look[]): SharedV4Warning[] {
  return looks.flatMap((look): SharedV4Warning[] =>
    look.state === 'pending' && look.trouble !== undefined ? [{ type: 'other', message: look.trouble }] : [],
  )
}

/** Of several, those that came to no video. */
function failures({ tasks, failed }: Operation, looks: readonly Look[]): SharedV4Warning[] {
  const told = looks.flatMap((look) => {
    if (look.state === 'failed') return [look.failure.error]
    return look.state === 'thrown' ? [messageOf(look.error)] : []
  })
  if (!told.length) return []
  const message = `${told.length} of ${tasks.length + failed.length} videos failed. ${told.join(' ')}`
  return [{ type: 'other', message }]
}
