import type { CreatedTask, Model } from '@apikley/types/api'
import { ValidationError } from '../errors/kinds.ts'
import { findModel } from '../models/registry.ts'
import type { CallOptions } from '../options/options.ts'
import type { Settings } from '../options/settings.ts'
import { failure } from '../transport/call.ts'
import { request } from '../transport/request.ts'
import { checkSchema } from '../validation/check-schema.ts'
import { defined } from '../validation/defined.ts'
import { isPlainObject } from '../validation/values.ts'

/** What `createTask` takes, before it is checked. */
export interface UncheckedTaskRequest {
  readonly model: string | Model
  readonly input: object
  readonly callBackUrl?: string | undefined
}

const call = { request: { method: 'POST', path: '/api/v1/jobs/createTask' }, submits: true } as const

/** Checks a task and submits it, once. There is no idempotency key, so it must never be sent again by itself. */
export async function createTask(
  settings: Settings,
  task: UncheckedTaskRequest,
  options: CallOptions | undefined,
): Promise<CreatedTask> {
  const { id, schema = { type: 'object' } } = findModel(settings.models, task?.model)
  const { input, callBackUrl } = task
  const whole = {
    properties: { model: {}, input: schema, callBackUrl: { type: 'string' } },
    required: ['input'],
  } as const
  const problems = checkSchema(whole, task, '')
  if (typeof callBackUrl === 'string' && !/^https?:\/\/[^\s/]/i.test(callBackUrl)) {
    problems.push({ path: 'callBackUrl', message: 'must be an http or https URL' })
  }
  if (problems.length) {
    throw failure(call, {
      Kind: ValidationError,
      refused: true,
      problems,
      what: problems.map(({ path, message }) => `${path} ${message}`).join('; '),
      nextStep: 'Correct the request; nothing was sent.',
    })
  }
  const body = defined({ model: id, input, callBackUrl })
  return request(settings, call, { body }, options, (data) =>
    isPlainObject(data) ? readCreated(data) : undefined,
  )
}

function readCreated({ taskId, recordId }: Partial<CreatedTask>): CreatedTask | undefined {
  if (typeof taskId !== 'string' || !taskId) return undefined
  return defined({ taskId, recordId: typeof recordId === 'string' ? recordId : undefined })
}
