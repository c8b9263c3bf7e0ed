import type { Model } from '@apikley/types/api'
import { createRegistry, type ModelRegistry } from '../models/registry.ts'
import { createEstimate, type Estimate } from '../money/prices.ts'
import { checkRateLimiter } from '../rate-limit/check-rate-limiter.ts'
import { type CheckedLimits, readLimits } from '../rate-limit/rate-limits.ts'
import { readApiKey } from './api-key.ts'
import { isLocal, readBaseUrl } from './base-url.ts'
import { type CallbackSettings, readCallbacks } from './callbacks.ts'
import { milliseconds } from './milliseconds.ts'
import type { ApikleyOptions } from './options.ts'

type Checked = 'apiKey' | 'baseUrl' | 'callbacks' | 'limits' | 'models' | 'timeoutMs'

/** The checked options: a copy, with the key shut away in a function, where no printing reaches it. */
export interface CheckedOptions extends Readonly<Omit<ApikleyOptions<Model>, Checked>> {
  readonly apiKey: () => string
  readonly baseUrl: string
  readonly isLocal: boolean
  readonly callbacks: CallbackSettings
  readonly estimate: Estimate
  readonly limits: CheckedLimits
  readonly models: ModelRegistry
  readonly timeoutMs: number
  /** When the client was made, in milliseconds of its clock. */
  readonly madeAt: number
}

/** Checks the options at once; what they are for is loaded later. */
export function readOptions(options: ApikleyOptions<Model>): CheckedOptions {
  const apiKey = readApiKey(options.apiKey, options.dangerouslyAllowBrowser)
  checkRateLimiter(options)
  const baseUrl = readBaseUrl(options.baseUrl, options.dangerouslyAllowHttp)
  return {
    ...options,
    apiKey: () => apiKey,
    baseUrl,
    isLocal: isLocal(baseUrl),
    callbacks: readCallbacks(options.callbacks),
    estimate: createEstimate(options.prices ?? {}),
    limits: readLimits(options.limits),
    models: createRegistry(options.models ?? []),
    timeoutMs: milliseconds('timeoutMs', options.timeoutMs, 60_000),
    madeAt: (options.clock ?? Date).now(),
  }
}
