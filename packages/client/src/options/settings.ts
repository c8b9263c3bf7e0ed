import type { Model } from '@apikley/types/api'
import { type Clock, systemClock } from '../clock/clock.ts'
import { type ModelRegistry, registerModels } from '../models/registry.ts'
import { createEngine, type Engine } from '../transport/openapi-fetch.ts'
import { createRedact, type Redact } from '../transport/redact.ts'
import { readApiKey } from './api-key.ts'
import { readBaseUrl } from './base-url.ts'
import { milliseconds } from './milliseconds.ts'
import type { ApikleyOptions, FetchFunction } from './options.ts'

/** The checked options, with the key shut away in `engine` and `redact`, where no printing reaches it. */
export interface Settings {
  readonly engine: Engine
  readonly redact: Redact
  readonly fetch: FetchFunction
  readonly clock: Clock
  readonly timeoutMs: number
  readonly models: ModelRegistry
}

export function readOptions(options: ApikleyOptions<Model>): Settings {
  const apiKey = readApiKey(options.apiKey, options.dangerouslyAllowBrowser)
  const baseUrl = readBaseUrl(options.baseUrl, options.dangerouslyAllowHttp)
  const fetch: FetchFunction = options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  return {
    engine: createEngine(baseUrl, apiKey, fetch),
    redact: createRedact(apiKey),
    fetch,
    clock: options.clock ?? systemClock,
    timeoutMs: milliseconds('timeoutMs', options.timeoutMs, 60_000),
    models: registerModels(options.models ?? []),
  }
}
