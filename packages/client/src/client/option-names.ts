import type { Model } from '@apikley/types/api'
import type { BatchOptions } from '../batch/batch-item.ts'
import type { CallbackHandlerOptions } from '../callbacks/callback-options.ts'
import type { Hooks } from '../events/hooks.ts'
import type { SaveOptions } from '../files/save-options.ts'
import type { FinishOptions, GenerateOptions } from '../generate/generate-options.ts'
import type { CallOptions } from '../http/call-options.ts'
import type { Names } from '../options/check-options.ts'
import type { RecoverOptions } from '../recovery/recovery.ts'
import type { CreateOptions, KeyOptions } from '../submit/create-options.ts'
import type { WaitOptions } from '../tasks/wait-options.ts'
import type { ApikleyOptions, CallbackOptions } from './options.ts'

const callOptions: Names<CallOptions> = { signal: 'signal', timeoutMs: true }
const keyOptions: Names<KeyOptions> = { key: true, submitWithinMs: true, checkCredits: 'boolean' }
const waitOptions: Names<WaitOptions> = {
  onUpdate: 'function',
  signal: 'signal',
  timeoutMs: true,
  intervalMs: true,
}

/** What every call takes, by the name that its errors use. */
export const optionNames: {
  readonly client: Names<ApikleyOptions<Model>>
  readonly callbacks: Names<CallbackOptions>
  readonly hooks: Names<Hooks>
  readonly call: Names<CallOptions>
  readonly create: Names<CreateOptions>
  readonly wait: Names<WaitOptions>
  readonly finish: Names<FinishOptions>
  readonly generate: Names<GenerateOptions>
  readonly generateMany: Names<BatchOptions>
  readonly recover: Names<RecoverOptions>
  readonly save: Names<SaveOptions>
  readonly handler: Names<CallbackHandlerOptions>
} = {
  client: {
    apiKey: true,
    models: true,
    baseUrl: true,
    fetch: 'function',
    clock: ['now', 'sleep'],
    timeoutMs: true,
    maxAnswerBytes: true,
    limits: true,
    rateLimiter: true,
    ledger: ['begin', 'update', 'get', 'find', 'list', 'spending'],
    callbacks: true,
    prices: true,
    maxSpend: true,
    durations: true,
    hooks: true,
    logger: ['debug', 'info', 'warn', 'error'],
    logLevel: { oneOf: ['debug', 'info', 'warn', 'error'] },
    telemetry: ['span'],
    allowPrivateAddresses: 'boolean',
    dangerouslyAllowHttp: 'boolean',
    dangerouslyAllowBrowser: 'boolean',
  },
  callbacks: { url: true, secret: true, addKeyToUrl: 'boolean' },
  hooks: { onRequest: 'function', onResponse: 'function', onRetry: 'function', onStateChange: 'function' },
  call: callOptions,
  create: { ...callOptions, ...keyOptions, callbackAddress: true, saveTo: true },
  wait: waitOptions,
  finish: { ...waitOptions, saveTo: true },
  generate: {
    ...waitOptions,
    ...keyOptions,
    onCreated: 'function',
    saveTo: true,
    callBackUrl: true,
    fields: true,
  },
  generateMany: {
    batch: true,
    concurrency: true,
    signal: 'signal',
    timeoutMs: true,
    creditsTimeoutMs: true,
    onUpdate: 'function',
    onSettled: 'function',
    onPause: 'function',
  },
  recover: {
    only: 'function',
    signal: 'signal',
    timeoutMs: true,
    callbackTimeoutMs: true,
    saveTo: 'function',
    onUpdate: 'function',
  },
  save: {
    signal: 'signal',
    idleTimeoutMs: true,
    retries: true,
    accept: { oneOf: ['media', 'any'] },
    maxBytes: true,
    allowPrivateAddresses: 'boolean',
  },
  handler: { onTask: 'function', secret: true, maxAgeMs: true, maxBodyBytes: true, answerWithinMs: true },
}
