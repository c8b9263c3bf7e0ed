import type { Model } from '@apikley/types/api'
import type { BatchOptions } from '../batch/batch-item.ts'
import type { CallbackHandlerOptions } from '../callbacks/callback-options.ts'
import type { SaveOptions } from '../files/save-options.ts'
import type { GenerateOptions } from '../generate/generate-options.ts'
import type { CallOptions } from '../http/call-options.ts'
import type { Names } from '../options/check-options.ts'
import type { RecoverOptions } from '../recovery/recovery.ts'
import type { CreateOptions, KeyOptions } from '../submit/create-options.ts'
import type { WaitOptions } from '../tasks/wait-options.ts'
import type { ApikleyOptions, CallbackOptions } from './options.ts'

const callOptions: Names<CallOptions> = { signal: true, timeoutMs: true }
const keyOptions: Names<KeyOptions> = { key: true, submitWithinMs: true, checkCredits: true }
const waitOptions: Names<WaitOptions> = { onUpdate: true, signal: true, timeoutMs: true, intervalMs: true }

/** What every call takes, by the name that its errors use. */
export const optionNames: {
  readonly client: Names<ApikleyOptions<Model>>
  readonly callbacks: Names<CallbackOptions>
  readonly call: Names<CallOptions>
  readonly create: Names<CreateOptions>
  readonly wait: Names<WaitOptions>
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
    fetch: true,
    clock: true,
    timeoutMs: true,
    maxAnswerBytes: true,
    limits: true,
    rateLimiter: true,
    ledger: true,
    callbacks: true,
    prices: true,
    maxSpend: true,
    hooks: true,
    logger: true,
    logLevel: true,
    telemetry: true,
    allowPrivateAddresses: true,
    dangerouslyAllowHttp: true,
    dangerouslyAllowBrowser: true,
  },
  callbacks: { url: true, secret: true, addKeyToUrl: true },
  call: callOptions,
  create: { ...callOptions, ...keyOptions },
  wait: waitOptions,
  generate: { ...waitOptions, ...keyOptions, onCreated: true, saveTo: true, callBackUrl: true, fields: true },
  generateMany: {
    batch: true,
    concurrency: true,
    signal: true,
    timeoutMs: true,
    creditsTimeoutMs: true,
    onUpdate: true,
  },
  recover: { signal: true, timeoutMs: true, callbackTimeoutMs: true, saveTo: true, onUpdate: true },
  save: {
    signal: true,
    idleTimeoutMs: true,
    retries: true,
    accept: true,
    maxBytes: true,
    allowPrivateAddresses: true,
  },
  handler: { onTask: true, secret: true, maxAgeMs: true, maxBodyBytes: true, answerWithinMs: true },
}
