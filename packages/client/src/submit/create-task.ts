import type { Model, SchemaNode } from '@apikley/types/api'
import { configurationError } from '../errors/configuration-error.ts'
import { safeCause } from '../errors/redact.ts'
import { checkSchema } from '../schema/check-schema.ts'
import type { Problem } from '../schema/problem.ts'
import { isPlainObject } from '../schema/values.ts'
import { unreachableInputs } from './check-addresses.ts'
import type { SubmitContext } from './context.ts'
import type { SubmitOptions, SubmittedTask } from './create-options.ts'
import { invalidRequest } from './invalid-request.ts'
import { lostInJson, type PreparedRequest, prepareRequest } from './prepared-request.ts'
import { submitOnce } from './submit-once.ts'

/** What `createTask` takes, before it is checked. */
export interface UncheckedTaskRequest {
  readonly model: string | Model
  readonly input: object | string
  readonly callBackUrl?: string | undefined
}

/** Checks a task and submits it. There is no idempotency key in the API: what keeps a task single is the ledger. */
export async function createTask(
  context: SubmitContext,
  task: UncheckedTaskRequest,
  options: SubmitOptions = {},
): Promise<SubmittedTask> {
  return submitTask(context, await prepareTask(context, task), options)
}

/** The model that a task names. Throws a `ValidationError` with all that is wrong with the task. */
export function checkTask(
  { durations, models }: Pick<SubmitContext, 'durations' | 'models'>,
  task: UncheckedTaskRequest,
): Model {
  const model = models.find(task?.model)
  const { schema = { type: 'object' } satisfies SchemaNode } = model
  durations.meet(model)
  const { input, callBackUrl } = task
  const whole = {
    properties: { model: {}, input: schema, callBackUrl: { type: 'string' } },
    required: ['input'],
  } as const
  const problems = checkSchema(whole, task, '')
  const needed = requiredBy(schema, input).map((name): [string, unknown] => [
    `input.${name}`,
    isPlainObject(input) ? input[name] : undefined,
  ])
  for (const [path, text] of [['input', input] as const, ...needed]) {
    // The API takes it, makes nothing of it, and may charge.
    if (typeof text === 'string' && !text.trim()) problems.push({ path, message: 'must not be blank' })
  }
  if (typeof callBackUrl === 'string' && !/^https?:\/\/[^\s/]/i.test(callBackUrl)) {
    problems.push({ path: 'callBackUrl', message: 'must be an http or https URL' })
  }
  if (problems.length) throw refused(problems)
  return model
}

/** The fields that an input must have: by its schema, and by the forms of it that the input fits. */
function requiredBy({ required = [], anyOf = [], oneOf = [] }: SchemaNode, input: unknown): string[] {
  const fitting = [...anyOf, ...oneOf].filter((form) => !checkSchema(form, input, '', false).length)
  return [...new Set([...required, ...fitting.flatMap((form) => requiredBy(form, input))])]
}

/** Checks a task and copies it, both at once; the promise is for its fingerprint. */
export async function prepareTask(
  context: Pick<SubmitContext, 'durations' | 'isRemote' | 'models' | 'redact'>,
  task: UncheckedTaskRequest,
): Promise<PreparedRequest> {
  const { id, schema } = checkTask(context, task)
  const { input, callBackUrl } = task
  if (!globalThis.crypto?.subtle) {
    throw configurationError(
      'There is no crypto.subtle here: a web page has it in a secure context only',
      'Serve the page over https, or from localhost; nothing was sent.',
    )
  }
  let prepared: PreparedRequest
  let problems: Problem[]
  try {
    problems = lostInJson(input)
    prepared = await prepareRequest({ model: id, input, callBackUrl })
  } catch (error) {
    throw invalidRequest('it cannot be written as JSON', { cause: safeCause(error, context.redact) })
  }
  if (context.isRemote) problems.push(...unreachableInputs(schema, prepared.input, 'input'))
  if (problems.length) throw refused(problems)
  return prepared
}

function refused(problems: readonly Problem[]): Error {
  return invalidRequest(problems.map(({ path, message }) => `${path} ${message}`).join('; '), { problems })
}

/** Submits a task that was checked. `close` waits for it. */
export function submitTask(
  context: SubmitContext,
  prepared: PreparedRequest,
  options: SubmitOptions,
): Promise<SubmittedTask> {
  const submitted = submitOnce(context, prepared, options)
  context.submits.add(submitted)
  return submitted.finally(() => context.submits.delete(submitted))
}
