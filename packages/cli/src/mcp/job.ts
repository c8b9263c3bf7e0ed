import { isApikleyError, type Submission } from '@apikley/client'
import type { SchemaNode } from '@apikley/types/api'
import { UsageError } from '../command-error.ts'
import type { CliModel } from '../models.ts'
import { type Cost, costOf as costOfPrices } from '../money/consent.ts'
import { openPrices, type Price } from '../money/prices.ts'
import { suggestion } from '../suggestion.ts'
import { createDryRun } from '../task/dry-run.ts'
import { bytesOf } from './fit.ts'
import type { AgentSession } from './session.ts'

/** What an agent orders. */
export interface Job {
  readonly idempotency_key: string
  readonly model: string
  readonly input: object | string
  readonly fields?: object
  readonly credits?: number
}

/** A job that can be sent: nothing is wrong with it. */
export interface CheckedJob extends Omit<Job, 'model'> {
  /** As the ledger has it. */
  readonly key: string
  readonly model: CliModel
  readonly price: Price
  /** What the ledger knows of its key, if that was used before: then it is not paid again. */
  readonly held: Submission | undefined
}

const besideInput = {
  idempotency_key: {
    type: 'string',
    minLength: 1,
    maxLength: 200,
    description:
      'A name of your own for this order. The same one never pays twice: it finds the order that was made with it.',
  },
  fields: {
    type: 'object',
    description: 'What stands beside the input in the request; few models have any.',
  },
  credits: {
    type: 'number',
    minimum: 1,
    description:
      'Only where the price is not known, and needed there: the most that it may cost, as a person said.',
  },
} as const

const required = ['idempotency_key', 'model', 'input'] as const

/** What `jobs` are checked by, before each is checked by its own model. */
export const jobsSchema: SchemaNode = listOf({
  type: 'object',
  properties: { ...besideInput, model: { type: 'string' }, input: { type: ['object', 'string'] } },
  required,
})

/** The most of models' schemas that a list of tools says, in bytes. */
const mostBytes = 6_000

/** What an agent is shown of `jobs`: the models' own schemas, as long as they are few. */
export function shownJobs(models: readonly CliModel[]): SchemaNode {
  const forms = models.map(({ id, schema = { type: 'object' } }) => ({
    type: 'object' as const,
    properties: { model: { const: id }, input: schema, ...besideInput },
    required,
    additionalProperties: false,
  }))
  if (forms.length && bytesOf(forms) <= mostBytes)
    return listOf(forms.length > 1 ? { anyOf: forms } : forms[0]!)
  const model = { type: 'string', description: 'One that the tool models lists.' } as const
  const input = {
    type: ['object', 'string'],
    description: 'As the tool model_schema says of the model.',
  } as const
  return listOf({ type: 'object', properties: { model, input, ...besideInput }, required })
}

function listOf(items: SchemaNode): SchemaNode {
  return { type: 'array', minItems: 1, maxItems: 10, items }
}

/** Checks all jobs as they would be sent, and tells their prices. Throws a `UsageError` with all that is wrong with any. */
export async function checkJobs(session: AgentSession, jobs: readonly Job[]): Promise<CheckedJob[]> {
  const { ledger, baseUrl } = session.offline
  const models = await session.models()
  const tryTask = createDryRun({ baseUrl, callbackUrl: undefined })
  const prices = openPrices(session.offline)
  const problems: string[] = []
  const checked: CheckedJob[] = []
  const keys = new Set<string>()
  for (const [index, job] of jobs.entries()) {
    const { idempotency_key: given, input, fields } = job
    const key = given.normalize('NFC')
    try {
      if (keys.has(key)) throw new UsageError(`idempotency_key '${given}' is given twice`)
      keys.add(key)
      const model = modelOf(models, job.model)
      const { fingerprint } = await tryTask({ model, input, fields })
      const found = await ledger.get(key)
      const held = found?.state === 'rejected' ? undefined : found
      if (held && held.fingerprint !== fingerprint) throw new UsageError(usedBefore)
      checked.push({
        ...job,
        key,
        model,
        price: await prices.of(model, input),
        held,
      })
    } catch (error) {
      problems.push(`jobs[${index}]: ${whatIsWrong(error)}`)
    }
  }
  if (!problems.length) return checked
  throw new UsageError(
    `${problems.join('; ')}. Nothing was sent.`,
    'Correct it: models lists the models, model_schema tells the fields of one.',
  )
}

const usedBefore =
  'its idempotency_key was used before, for another request: the same input finds that order, a new key makes a new one'

function whatIsWrong(error: unknown): string {
  if (error instanceof UsageError) return error.message
  if (!isApikleyError(error, 'validation')) throw error
  return error.problems.map(({ path, message }) => `${path} ${message}`).join('; ') || error.message
}

export function modelOf(models: readonly CliModel[], id: string): CliModel {
  const found = models.find((model) => model.id === id)
  if (found) return found
  const ids = models.map((model) => model.id)
  throw new UsageError(
    `there is no model '${id}' here${suggestion(id, ids)}`,
    'models lists those that are there. A person can add one: apikley models add <id>',
  )
}

/** What jobs are expected to cost: those that were not ordered before. */
export function costOf(jobs: readonly CheckedJob[]): Cost {
  return costOfPrices(jobs.flatMap(({ held, price }) => (held ? [] : [price])))
}
