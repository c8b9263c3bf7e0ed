import type { Experimental_VideoModelV4CallOptions as VideoCallOptions } from '@ai-sdk/provider'
import type { Model } from '@apikley/types/api'
import { invalidCall } from '../errors.ts'
import { InputDraft } from './input-draft.ts'
import { synonyms } from './synonyms.ts'
import { writeCount, writeSeed } from './write-count.ts'
import { writeMedia } from './write-media.ts'
import { writeShape } from './write-shape.ts'

/** What a call comes to: an input, without its files yet, and how many tasks it is given to. */
export interface PlannedInput {
  readonly draft: InputDraft
  /** The inputs of the tasks differ in these fields. */
  readonly variants: readonly Readonly<Record<string, unknown>>[]
}

/**
 * Writes a call's options into the model's own fields. Throws a `ValidationError` for what the model would take for
 * something else; what it has no field for becomes a warning.
 */
export function planVideo(
  model: Model,
  options: VideoCallOptions,
  given: Readonly<Record<string, unknown>>,
): PlannedInput {
  const { prompt, n, aspectRatio, resolution, duration, fps, seed, generateAudio } = options
  const draft = new InputDraft(model, given)
  writePrompt(draft, model, prompt)
  writeShape(draft, { aspectRatio, resolution, sizeName: 'resolution' })
  if (duration !== undefined) draft.write('duration', synonyms.duration, secondsAs(duration))
  if (fps !== undefined) draft.write('fps', synonyms.fps, [fps, String(fps)])
  if (generateAudio !== undefined)
    draft.write('generateAudio', synonyms.generateAudio, switchAs(generateAudio))
  writeMedia(draft, options)
  const tasks = writeCount(draft, n)
  return { draft, variants: writeSeed(draft, seed, tasks) }
}

export function writePrompt(draft: InputDraft, model: Model, prompt: string | undefined): void {
  if (!prompt) return
  // Of one that nobody has described, this much is certain.
  if (!model.schema) draft.set('prompt', { name: 'prompt', schema: {} }, prompt)
  else draft.write('prompt', synonyms.prompt, [prompt])
}

function secondsAs(duration: number): readonly unknown[] {
  if (!Number.isFinite(duration) || duration <= 0) {
    throw invalidCall('duration', `must be a number of seconds, received ${duration}`)
  }
  return [duration, String(duration), `${duration}s`, `${duration}sec`, `${duration} seconds`]
}

function switchAs(isOn: boolean): readonly unknown[] {
  return [isOn, ...(isOn ? ['on', 'true', 'enabled', 'yes'] : ['off', 'false', 'disabled', 'no'])]
}
