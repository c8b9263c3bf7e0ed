import type { MediaKind, Model } from '@apikley/types/api'
import { configurationError } from '../errors/configuration-error.ts'
import { isPlainObject } from '../schema/values.ts'
import { type ExpectedEnd, expectEnd } from './expected-end.ts'

/** What was seen of the durations of tasks, by the ids of their models: their median, and of how many. */
export interface LearnedDurations {
  readonly [model: string]: { readonly medianMs: number; readonly seen: number }
}

/** How long tasks take, as far as a client knows. */
export interface TaskDurations {
  /**
   * When a task of a model is likely to end that is so many milliseconds old and still on its way.
   *
   * @example
   * const { restMs } = apikley.durations.expect(model, Date.now() - createdAt.getTime())
   */
  expect(model: string, ageMs: number): ExpectedEnd
  /** What this client has seen, with what it was given as the option `durations`: to be given to another one. */
  learned(): LearnedDurations
}

/** How long tasks take, model by model: a guess at first, then what was seen. */
export interface Durations extends TaskDurations {
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

/** A guess weighs as much as so many durations that were seen. */
const guessWeight = 3

interface Learned {
  readonly median: number
  readonly count: number
}

/** `known`: what was learned before. Throws a `ConfigurationError` if it is nothing like that. */
export function createDurations(
  models: readonly Model[],
  isLocal: boolean,
  known: LearnedDurations = {},
): Durations {
  const learned = new Map(Object.entries(checkLearned(known)).map(([id, each]) => [id, heldOf(each)]))
  const guess = (kind: MediaKind): Learned => ({
    median: isLocal ? localGuess : guesses[kind],
    count: guessWeight,
  })
  const of = (model = ''): Learned => learned.get(model) ?? guess(kindOf(model))
  const meet = ({ id, kind }: Model): void => {
    if (kind && !learned.has(id)) learned.set(id, guess(kind))
  }
  models.forEach(meet)
  return {
    of: (model) => of(model).median,
    meet,
    expect: (model, ageMs) => {
      const { median, count } = of(model)
      return { ...expectEnd(ageMs, median), seen: count - guessWeight }
    },
    learned: () =>
      Object.fromEntries(
        [...learned]
          .filter(([, { count }]) => count > guessWeight)
          .map(([id, { median, count }]) => [id, { medianMs: median, seen: count - guessWeight }]),
      ),
    learn: (model = '', ms) => {
      const { median, count } = of(model)
      // The mean of the logarithms, since durations are spread by factors. The last ones weigh most: a service gets
      // faster and slower.
      const share = 1 / Math.min(count + 1, 20)
      learned.set(model, { median: median * (Math.max(ms, 1_000) / median) ** share, count: count + 1 })
    },
  }
}

function heldOf({ medianMs, seen }: LearnedDurations[string]): Learned {
  return { median: medianMs, count: seen + guessWeight }
}

function checkLearned(known: LearnedDurations): LearnedDurations {
  const isLearned = (each: unknown): boolean =>
    isPlainObject(each) && Number(each['medianMs']) > 0 && Number(each['seen']) > 0
  if (isPlainObject(known) && Object.values(known).every(isLearned)) return known
  throw configurationError(
    'durations is not what a client has learned',
    'Give what durations.learned() of a client answered, or nothing.',
  )
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
