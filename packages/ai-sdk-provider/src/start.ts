import type {
  Experimental_VideoModelV4CallOptions as VideoCallOptions,
  Experimental_VideoModelV4OperationStartResult as StartResult,
  JSONObject,
} from '@ai-sdk/provider'
import type { Model } from '@apikley/types/api'
import { readProviderOptions } from './call-options.ts'
import type { ProviderContext } from './context.ts'
import { failureFacts, toSdkError } from './errors.ts'
import { planVideo } from './input/video-input.ts'
import { keyOf } from './key.ts'
import { makeOperation } from './operation.ts'
import type { Started } from './started.ts'
import { completeInputs, failureWarning, plansOf, submitAll } from './submit.ts'

/** Starts the tasks of a call, each once. */
export async function startVideos(
  context: ProviderContext,
  model: Model,
  options: VideoCallOptions & { readonly webhookUrl?: string },
  started: Started,
): Promise<StartResult> {
  const { abortSignal: signal, headers, providerOptions, webhookUrl } = options
  const client = context.client()
  const { own, input } = readProviderOptions(client, model, providerOptions)
  const { key, saveTo, ...how } = own
  const planned = planVideo(model, options, input)
  const inputs = await completeInputs(context, model, planned)
  const callKey = keyOf(headers, key) ?? crypto.randomUUID()
  const plans = plansOf(callKey, inputs, saveTo)
  const isAwaited = started.isAwaited(webhookUrl)
  const submitting = submitAll(client, model, plans, {
    callKey,
    ...how,
    callbackAddress: webhookUrl,
    signal,
    isAwaited,
  })
  const submitted = await submitting.catch((error: unknown) => {
    throw toSdkError(error)
  })
  const { tasks } = submitted
  const failed = submitted.failed.map((one) => ({ key: one.key, ...failureFacts(one.error) }))
  const operation = makeOperation({
    model: model.id,
    key: callKey,
    baseUrl: client.baseUrl,
    startedAt: Date.now(),
    tasks,
    failed,
    webhook: webhookUrl !== undefined,
  })
  started.add(operation, { signal, webhookUrl, lost: submitted.lost })
  const { warnings } = planned.draft
  if (failed.length) warnings.push({ type: 'other', message: failureWarning(submitted) })
  return {
    // JSON, which the compiler sees in types alone, not in interfaces.
    operation: operation as unknown as JSONObject,
    warnings,
    providerMetadata: {
      apikley: {
        tasks: tasks.map(({ key: taskKey, taskId }) => ({
          key: taskKey,
          ...(taskId !== undefined && { taskId }),
        })),
        ...(failed.length > 0 && { failed: failed.map((one) => ({ ...one })) }),
      },
    },
    response: { timestamp: new Date(), modelId: model.id, headers: undefined },
  }
}
