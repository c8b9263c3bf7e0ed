import type { Model } from '@apikley/types/api'
import { configurationError } from '../errors/configuration-error.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { Settings } from '../options/settings.ts'
import type { SubmitOptions, SubmittedTask } from '../submit/create-options.ts'
import { createTaskLine } from '../submit/create-task-line.ts'
import { submit } from '../submit/submit.ts'
import { type Wanted, wantedOf } from '../submit/wanted.ts'
import { failure } from '../transport/call.ts'
import { outcomeOf } from '../transport/outcome.ts'
import { safeCause } from '../transport/redact.ts'
import { checkSchema } from '../validation/check-schema.ts'

/** What `createTask` takes, before it is checked. */
export interface UncheckedTaskRequest {
  readonly model: string | Model
  readonly input: object
  readonly callBackUrl?: string | undefined
}

const call = { request: createTaskLine }

/** Checks a task and submits it. There is no idempotency key in the API: what keeps a task single is the ledger. */
export async function createTask(
  settings: Settings,
  task: UncheckedTaskRequest,
  options: SubmitOptions = {},
): Promise<SubmittedTask> {
  const model = settings.models.find(task?.model)
  const { id, schema = { type: 'object' } } = model
  settings.durations.meet(model)
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
      ...outcomeOf('unsent invalid'),
      problems,
      what: problems.map(({ path, message }) => `${path} ${message}`).join('; '),
    })
  }
  if (!globalThis.crypto?.subtle) {
    throw configurationError(
      'There is no crypto.subtle here: a web page has it in a secure context only',
      'Serve the page over https, or from localhost; nothing was sent.',
    )
  }
  const until = settings.clock.now() + milliseconds('submitWithinMs', options.submitWithinMs, 600_000)
  let wanted: Wanted
  try {
    wanted = await wantedOf({ model: id, input, callBackUrl }, until)
  } catch (error) {
    const cause = safeCause(error, settings.redact)
    throw failure(call, { ...outcomeOf('unsent invalid'), what: 'it cannot be written as JSON', cause })
  }
  const submitted =
    options.key === undefined
      ? submit(settings, wanted, crypto.randomUUID(), options)
      : settings.extras().then((extras) => extras.submitKeyed(wanted, options))
  settings.submits.add(submitted)
  return submitted.finally(() => settings.submits.delete(submitted))
}
