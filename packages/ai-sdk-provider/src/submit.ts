import { type Apikley, isApikleyError } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { abortedStart, untilSent } from './abort.ts'
import type { ApikleyCallOptions } from './call-options.ts'
import type { ProviderContext } from './context.ts'
import { allFailed, invalidCall, messageOf } from './errors.ts'
import type { MediaFile } from './input/input-draft.ts'
import { addressesOf, extensionOf } from './input/upload.ts'
import type { PlannedInput } from './input/video-input.ts'
import { keysOf } from './key.ts'
import type { OperationTask } from './operation.ts'

/** A request for one task, checked. */
export interface TaskPlan {
  readonly key: string
  readonly input: Readonly<Record<string, unknown>>
  /** Where its result is to be saved. */
  readonly saveTo?: string
}

/** What became of several requests. */
export interface Submitted {
  /** Without an id: its answer was lost, and a webhook is going to tell. */
  readonly tasks: readonly OperationTask[]
  readonly failed: readonly Failed[]
  /** Of those without an id, why. */
  readonly lost: readonly Failed[]
}

/** A request that came to no task. */
export interface Failed {
  readonly key: string
  readonly error: unknown
}

/** Checks the inputs by the model's schema, then uploads their files: what is refused has cost no upload, either. */
export async function completeInputs(
  { client, upload }: ProviderContext,
  model: Model,
  { draft, variants }: PlannedInput,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const input = async (address: (file: MediaFile) => Promise<string>) => ({
    ...draft.input,
    ...(await addressesOf(draft, address)),
  })
  const checked = await input(async (file) => (file.type === 'url' ? file.url : placeholderOf(file)))
  for (const variant of variants) client().estimate(model, { ...checked, ...variant })
  const whole = await input(upload)
  return variants.map((variant) => ({ ...whole, ...variant }))
}

/** Stands for a file that has no address yet, when the input is checked. */
function placeholderOf(file: { readonly mediaType: string }): string {
  return `https://example.com/file.${extensionOf(file.mediaType)}`
}

/** The plans of a call's tasks, each under its own key, and with a path of its own. */
export function plansOf(
  key: string,
  inputs: readonly Readonly<Record<string, unknown>>[],
  saveTo: string | undefined,
): readonly TaskPlan[] {
  const keys = keysOf(key, inputs.length)
  return inputs.map((input, index) => ({
    key: keys[index] ?? key,
    input,
    ...(saveTo !== undefined && { saveTo: inputs.length > 1 ? pathOf(saveTo, index + 1) : saveTo }),
  }))
}

/** The path of one of several tasks: `clip-1.mp4`, `clip-2.mp4`, …, as their keys. Throws for what names no file. */
function pathOf(path: string, number: number): string {
  // With a number at its end the client would take it for a file.
  if (/^\s*$|(?:^|[/\\])\.{0,2}$/.test(path)) {
    throw invalidCall('providerOptions.apikley.saveTo', `must be the path of a file, received '${path}'`)
  }
  const [, stem = path, extension = ''] = /^(.*?)(\.[^./\\]*)?$/s.exec(path) ?? []
  return `${stem}-${number}${extension}`
}

/** What submitting needs besides the plans. */
export interface SubmitOptions extends Pick<
  ApikleyCallOptions,
  'fields' | 'checkCredits' | 'submitWithinMs'
> {
  /** The key of all of them. */
  readonly callKey: string
  readonly callbackAddress?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Submits all at once, and loses none of them because another one failed. Throws if all failed. `isAwaited`: somebody waits
 * for what comes to the callback's address, which can tell what became of a lost answer.
 */
export async function submitAll(
  client: Apikley<Model>,
  model: Model,
  plans: readonly TaskPlan[],
  { callKey, fields, isAwaited, signal, ...options }: SubmitOptions & { readonly isAwaited: boolean },
): Promise<Submitted> {
  const settled = await Promise.all(
    plans.map(async ({ key, input, saveTo }) => {
      const abort = signal && untilSent(client, key, signal)
      const target = saveTo === undefined ? {} : { saveTo }
      try {
        const how = { ...options, key, saveTo, signal: abort?.signal }
        const { taskId } = await client.tasks.create({ model, input, fields }, how)
        return { task: { key, taskId, ...target } }
      } catch (error) {
        const isLost = isAwaited && isApikleyError(error, 'unknown-submit') && (await isNamed(client, key))
        return isLost ? { task: { key, ...target }, lost: { key, error } } : { failed: { key, error } }
      } finally {
        abort?.done()
      }
    }),
  )
  const tasks = settled.flatMap(({ task }) => task ?? [])
  const failed = settled.flatMap((one) => one.failed ?? [])
  if (signal?.aborted && tasks.length) throw abortedStart(callKey, tasks, signal.reason)
  if (tasks.length) return { tasks, failed, lost: settled.flatMap((one) => one.lost ?? []) }
  throw allFailed(
    failed.map(({ error }) => error),
    `None of ${plans.length} could be started`,
  )
}

/** Whether the callback of a submission can come, and carries its key. */
async function isNamed(client: Apikley<Model>, key: string): Promise<boolean> {
  const held = await client.submissions.get(key).catch(() => undefined)
  return held?.callback === true
}

/** Of several that were ordered, those that were not started, as a warning. */
export function failureWarning({ tasks, failed }: Submitted): string {
  const told = failed.map(({ key, error }) => `${key}: ${messageOf(error)}`)
  return `${failed.length} of ${tasks.length + failed.length} could not be started. ${told.join(' ')}`
}
