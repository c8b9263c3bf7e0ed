import { klingV21MasterTextToVideo } from '@apikley/types/models/kling/v2-1-master-text-to-video'

/** The model that the page offers. Another one has other fields, and another price. */
export const model = klingV21MasterTextToVideo

/** Credits for a clip of so many seconds: as the API's twin has it, 10 assumed. Put in what your account says. */
export function priceOf(duration: number): number {
  return duration === 5 ? 160 : 320
}

/** What a visitor asks for, in the AI SDK's terms. */
export interface Order {
  readonly prompt: string
  /** Seconds. */
  readonly duration: number
  /** Width and height, such as `16:9`. */
  readonly aspectRatio: `${number}:${number}`
}

const { prompt, duration, aspect_ratio: aspectRatio } = model.schema?.properties ?? {}

/** What the form offers, as the model's schema has it. */
export const choices = {
  /** Counted in code points. */
  maxPrompt: prompt?.maxLength ?? Infinity,
  durations: (duration?.enum ?? []).map(Number),
  aspectRatios: (aspectRatio?.enum ?? []) as readonly Order['aspectRatio'][],
}
