import type { MediaKind, Model } from '@apikley/types/api'

/** How long tasks take, model by model: a guess at first, then what was seen. */
export interface Durations {
  /** The median for a model, in milliseconds. */
  of(model: string | undefined): number
  /** Takes the guess for a model from its value, which tells more than its id. */
  meet(model: Model): void
  learn(model: string | undefined, ms: number): void
}

/** Medians seen on the twin API; those of audio and text are assumed. */
const guesses = { video: 120_000, image: 8_000, audio: 20_000, text: 20_000 }

/** The same for an API on this machine: a mock, which need not take as long. */
const localGuess = 5_000

interface Learned {
  readonly median: number
  readonly count: number
}

export function createDurations(models: readonly Model[], isLocal: boolean): Durations {
  const learned = new Map<string, Learned>()
  // A guess weighs as much as three durations that were seen.
  const guess = (kind: MediaKind): Learned => ({ median: isLocal ? localGuess : guesses[kind], count: 3 })
  const of = (model = ''): Learned => learned.get(model) ?? guess(kindOf(model))
  const meet = ({ id, kind }: Model): void => {
    if (kind && !learned.has(id)) learned.set(id, guess(kind))
  }
  models.forEach(meet)
  return {
    of: (model) => of(model).median,
    meet,
    learn: (model = '', ms) => {
      const { median, count } = of(model)
      // The mean of the logarithms, since durations are spread by factors. The last ones weigh most: a service gets
      // faster and slower.
      const share = 1 / Math.min(count + 1, 20)
      learned.set(model, { median: median * (Math.max(ms, 1_000) / median) ** share, count: count + 1 })
    },
  }
}

/** What a model makes, by the last word of its id that tells: an `image-to-video` makes videos, and so does a `from-audio`. */
function kindOf(id: string): MediaKind {
  const word =
    id
      .replaceAll(/from[-_]\w+/g, '')
      .match(/video|image|photo|audio|speech|music|sound|voice/g)
      ?.pop() ?? 'video'
  return word === 'video' ? word : /image|photo/.test(word) ? 'image' : 'audio'
}
