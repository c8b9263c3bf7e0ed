import type { MockOptions, RateLimit } from './options.ts'

/** The options that shape how tasks live, with their defaults filled in. */
export interface Settings {
  /** Undefined when durations are drawn. */
  readonly taskMs: number | undefined
  readonly speed: number
  readonly seed: number
  readonly stayWaiting: number
  readonly visibleAfterMs: number
  readonly linkMs: number
  readonly credits: number
  readonly creditsRefusal: 402 | 500
  readonly rateLimits: Readonly<Record<string, RateLimit>>
  readonly laterFields: boolean
  readonly maxBodyBytes: number
  readonly maxUploadBytes: number
}

// As documented for the twin API, per account; its document contradicts itself on whether the second is per task.
const realLimits: Readonly<Record<string, RateLimit>> = {
  createTask: { requests: 20, perMs: 10_000 },
  getTask: { requests: 10, perMs: 1_000 },
}

const day = 24 * 60 * 60 * 1000

export function settingsOf(options: MockOptions): Settings {
  const { rateLimits = 'off' } = options
  return {
    taskMs: options.speed === undefined ? (options.taskMs ?? 5_000) : undefined,
    speed: options.speed ?? 1,
    seed: options.seed ?? 1,
    stayWaiting: options.stayWaiting ?? 0,
    visibleAfterMs: options.visibleAfterMs ?? 0,
    linkMs: options.linkMs ?? day,
    // A fraction, because the recorded balances are fractions although the documentation says integer.
    credits: options.credits ?? 10_000.5,
    creditsRefusal: options.creditsRefusal ?? 402,
    rateLimits: rateLimits === 'real' ? realLimits : rateLimits === 'off' ? {} : rateLimits,
    laterFields: options.laterFields ?? false,
    maxBodyBytes: options.maxBodyBytes ?? 32 * 1024 * 1024,
    maxUploadBytes: options.maxUploadBytes ?? 512 * 1024 * 1024,
  }
}
