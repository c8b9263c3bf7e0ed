import type { Model, SchemaNode } from '@apikley/types/api'
import { isHttpUrl } from '../address/http-url.ts'
import { configurationError } from '../errors/configuration-error.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { safeCause } from '../errors/redact.ts'
import { checkSchema } from '../schema/check-schema.ts'
import { defined } from '../schema/defined.ts'
import type { Problem } from '../schema/problem.ts'
import { isPlainObject, show } from '../schema/values.ts'
import { unreachableInputs } from './check-addresses.ts'
import type { SubmitContext } from './context.ts'
import type { CreateOptions, SubmittedTask } from './create-options.ts'
import { invalidRequest } from './invalid-request.ts'
import { lostInJson, type PreparedRequest, prepareRequest } from './prepared-request.ts'
import { submitOnce } from './submit-once.ts'

/** What `createTask` takes, before it is checked. */
export interface UncheckedTaskRequest {
  readonly model: string | Model
  readonly input: object | string
  readonly callBackUrl?: string | undefined
  /** What is sent beside these. */
  readonly fields?: object | undefined
}

type CheckContext = Pick<SubmitContext, 'durations' | 'models' | 'callbackAddress'>

/** Checks a task and submits it. There is no idempotency key in the API: what keeps a task single is the ledger. */
export async function createTask(
  context: SubmitContext,
  task: UncheckedTaskRequest,
  { callbackAddress, ...options }: CreateOptions = {},
): Promise<SubmittedTask> {
  if (!isPlainObject(task)) {
    throw configurationError(
      `tasks.create takes { model, input }, received ${show(task)}`,
      'Correct the call; nothing was sent.',
    )
  }
  const own = callbackAddress === undefined ? context : withAddress(context, callbackAddress)
  return submitTask(own, await prepareTask(own, task), options)
}

/** For one call: its callback has an address of its own. */
function withAddress(context: SubmitContext, url: string): SubmitContext {
  if (!isHttpUrl(url)) {
    const problem = { path: 'callbackAddress', message: 'must be an http or https URL' }
    throw refused([problem])
  }
  return { ...context, callbackAddress: { ...context.callbackAddress, url } }
}

/**
 * The model that a task names. Throws a `ValidationError` with all that is wrong with the task: with the whole request, or
 * with the input alone.
 */
export function checkTask(
  { durations, models, callbackAddress }: CheckContext,
  task: UncheckedTaskRequest,
  part: 'whole' | 'input' = 'whole',
): Model {
  const model = models.find(task?.model)
  const { schema = { type: 'object' } satisfies SchemaNode } = model
  durations.meet(model)
  const { input, callBackUrl } = task
  const whole = {
    properties: { model: {}, input: schema, callBackUrl: { type: 'string' }, fields: {} },
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
  if (typeof callBackUrl === 'string' && !isHttpUrl(callBackUrl)) {
    problems.push({ path: 'callBackUrl', message: 'must be an http or https URL' })
  }
  if (part === 'whole') {
    problems.push(...checkBeside(model, { callBackUrl: callbackAddress.url, ...defined(task) }))
  }
  if (problems.length) throw refused(problems)
  return model
}

/** What is wrong with a request beside its input. */
function checkBeside(
  { schema, fields: wanted = schema ? { properties: {} } : { type: 'object' } }: Model,
  { fields = {}, callBackUrl }: UncheckedTaskRequest,
): Problem[] {
  if (!isPlainObject(fields)) return checkSchema({ type: 'object' }, fields, 'fields')
  const { required = [] } = wanted
  const own = required.filter((name) => name !== 'callBackUrl')
  const problems = checkSchema({ ...wanted, required: own }, fields, 'fields')
  for (const name of ['model', 'input', 'callBackUrl']) {
    if (name in fields) problems.push({ path: `fields.${name}`, message: 'stands beside fields, not in it' })
  }
  if (own.length < required.length && callBackUrl === undefined) {
    const message = 'is required by this model: give it here, or to the client as callbacks.url'
    problems.push({ path: 'callBackUrl', message })
  }
  return problems
}

/** The fields that an input must have: by its schema, and by the forms of it that the input fits. */
function requiredBy({ required = [], anyOf = [], oneOf = [] }: SchemaNode, input: unknown): string[] {
  const fitting = [...anyOf, ...oneOf].filter((form) => !checkSchema(form, input, '', false).length)
  return [...new Set([...required, ...fitting.flatMap((form) => requiredBy(form, input))])]
}

/** Checks a task and copies it, both at once; the promise is for its fingerprint. */
export async function prepareTask(
  context: CheckContext & Pick<SubmitContext, 'isRemote' | 'redact'>,
  task: UncheckedTaskRequest,
): Promise<PreparedRequest> {
  if (!globalThis.crypto?.subtle) {
    throw configurationError(
      'There is no crypto.subtle here: a web page has it in a secure context only',
      'Serve the page over https, or from localhost; nothing was sent.',
    )
  }
  let model: Model
  let prepared: PreparedRequest
  let problems: Problem[]
  try {
    model = checkTask(context, task)
    const { input, callBackUrl, fields } = task
    problems = [...lostInJson(input, 'input'), ...lostInJson(fields ?? {}, 'fields')]
    prepared = await prepareRequest({ model: model.id, input, callBackUrl, fields })
  } catch (error) {
    if (isApikleyError(error)) throw error
    throw invalidRequest('it cannot be written as JSON', { cause: safeCause(error, context.redact) })
  }
  if (context.isRemote) {
    problems.push(...unreachableInputs(model.schema, prepared.input, 'input'))
    problems.push(...unreachableInputs(model.fields, prepared.fields, 'fields'))
  }
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
  options: CreateOptions,
): Promise<SubmittedTask> {
  const submitted = submitOnce(context, prepared, options)
  context.submits.add(submitted)
  return submitted.finally(() => context.submits.delete(submitted))
}
