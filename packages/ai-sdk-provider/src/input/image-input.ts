import type { ImageModelV4CallOptions } from '@ai-sdk/provider'
import type { Model } from '@apikley/types/api'
import { InputDraft } from './input-draft.ts'
import { synonyms } from './synonyms.ts'
import { type PlannedInput, writePrompt } from './video-input.ts'
import { writeCount, writeSeed } from './write-count.ts'
import { attach } from './write-media.ts'
import { writeShape } from './write-shape.ts'

/** The same as `planVideo` for the options of images. */
export function planImages(
  model: Model,
  { prompt, n, size, aspectRatio, seed, files, mask }: ImageModelV4CallOptions,
  given: Readonly<Record<string, unknown>>,
): PlannedInput {
  const draft = new InputDraft(model, given)
  writePrompt(draft, model, prompt)
  writeShape(draft, { aspectRatio, resolution: size, sizeName: 'size' })
  if (files?.length)
    attach(draft, 'files', files.length > 1 ? synonyms.images.own : synonyms.image.own, files)
  if (mask) attach(draft, 'mask', synonyms.mask.own, [mask])
  const tasks = writeCount(draft, n)
  return { draft, variants: writeSeed(draft, seed, tasks) }
}
