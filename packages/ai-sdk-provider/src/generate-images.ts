import type {
  ImageModelV4CallOptions,
  ImageModelV4Result,
  JSONObject,
  SharedV4Warning,
} from '@ai-sdk/provider'
import type { GeneratedTask } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { untilSent } from './abort.ts'
import { readProviderOptions } from './call-options.ts'
import type { ProviderContext } from './context.ts'
import { allFailed, messageOf, toSdkError } from './errors.ts'
import { planImages } from './input/image-input.ts'
import { keyOf, sha256 } from './key.ts'
import { factsOf } from './metadata.ts'
import { completeInputs, plansOf } from './submit.ts'
import { load } from './videos.ts'

/** Makes images: each task once, whatever becomes of the others. */
export async function generateImages(
  context: ProviderContext,
  model: Model,
  options: ImageModelV4CallOptions,
): Promise<ImageModelV4Result> {
  const { abortSignal: signal, headers, providerOptions } = options
  const client = context.client()
  const { own, input } = readProviderOptions(client, model, providerOptions)
  const { key: ownKey, saveTo, ...how } = own
  const planned = planImages(model, options, input)
  const inputs = await completeInputs(context, model, planned)
  // The SDK gives a key to no image: one that is given for all of them stands for its own input, too.
  const derived = ownKey === undefined ? undefined : await keyFor(ownKey, model, inputs)
  const plans = plansOf(keyOf(headers, undefined) ?? derived ?? crypto.randomUUID(), inputs, saveTo)

  const settled = await Promise.allSettled(
    plans.map(async ({ key, input: one, saveTo: target }) => {
      const abort = signal && untilSent(client, key, signal)
      const wait = { ...how, key, signal: abort?.signal, saveTo: target }
      const task = await client.generate(model, one, wait).finally(() => abort?.done())
      const files = await Promise.all(
        task.urls.map((url) => load(client, { url, taskId: task.taskId }, signal)),
      )
      return { key, task, images: files.map(({ data }) => data) }
    }),
  )
  const done = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  if (!done.length) throw toSdkError(allFailed(errors, `None of ${plans.length} images could be made`))

  const warnings: SharedV4Warning[] = [...planned.draft.warnings]
  if (errors.length) {
    const message = `${errors.length} of ${plans.length} images failed. ${errors.map(messageOf).join(' ')}`
    warnings.push({ type: 'other', message })
  }
  for (const { task, images } of done) {
    if (images.length) continue
    const message = `The result of the task ${task.taskId} is no image. Money was spent.`
    warnings.push({ type: 'other', message })
  }
  return {
    images: done.flatMap(({ images }) => images),
    // A result that is empty was paid all the same.
    isRetryable: false,
    warnings,
    providerMetadata: { apikley: { images: done.flatMap(({ key, task }) => metadataOf(key, task)) } },
    response: { timestamp: new Date(), modelId: model.id, headers: undefined },
  }
}

async function keyFor(key: string, model: Model, inputs: readonly object[]): Promise<string> {
  const hash = await sha256(JSON.stringify([model.id, inputs.map(sorted)]))
  return `${key}/${hash.slice(0, 16)}`
}

/** The same for inputs that differ in the order of their fields alone. */
function sorted(input: object): unknown {
  return Object.entries(input).toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** Of each image its task. */
function metadataOf(key: string, task: GeneratedTask): JSONObject[] {
  return task.urls.map((url, index) => {
    const file = task.files[index]
    return { ...factsOf(key, task), url, ...(file && { file: file.path }) }
  })
}
