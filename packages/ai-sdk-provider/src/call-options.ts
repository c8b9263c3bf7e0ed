import { type Apikley, isApikleyError } from '@apikley/client'
import type { InputSchema, Model, SchemaNode } from '@apikley/types/api'
import { invalidCall } from './errors.ts'
import { propertiesOf } from './input/properties.ts'

/** What `providerOptions.apikley` takes besides the fields of the model. */
export interface ApikleyCallOptions {
  /**
   * The client key of the order, such as its id: the same key never makes a second task in the same ledger. The header
   * `idempotency-key` says the same, and goes before it. Default: the one that the SDK makes for each call.
   */
  readonly key?: string
  /**
   * Where the result is saved by the client's own download, beside what the SDK loads into memory: a path (Node, Bun,
   * Deno), which is tried before money is spent. Of several tasks each gets its number (`clip-1.mp4`, `clip-2.mp4`, …), further
   * files of one task get `-2`, `-3`, … before the extension. Default: nowhere.
   */
  readonly saveTo?: string
  /**
   * How long it may wait for its turn and be sent again after it was refused for load, in milliseconds, before the SDK is
   * told. Default: 600,000.
   */
  readonly submitWithinMs?: number
  /** Whether to ask first if the account has the credits. Default: false. */
  readonly checkCredits?: boolean
  /** What the model's page lists beside `input`, such as `progressCallBackUrl`. Default: nothing. */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** `providerOptions.apikley`: the options of a call, and the model's own fields, which go into its input as they are. */
export type ApikleyProviderOptions<M extends Model = Model> = ApikleyCallOptions & Partial<FieldsOf<M>>

/** The fields of a model's input, of all its forms; any where the model is not described. */
type FieldsOf<M extends Model> =
  M extends Model<string, infer Input> ? (Input extends string ? never : Input) : never

const names: Record<keyof ApikleyCallOptions, SchemaNode> = {
  key: { type: 'string' },
  saveTo: { type: 'string', minLength: 1 },
  submitWithinMs: { type: ['number', 'null'] },
  checkCredits: { type: 'boolean' },
  fields: { type: 'object' },
}

/** The options of a call, and the fields of the model that stand among them. */
export interface ReadOptions {
  readonly own: ApikleyCallOptions
  readonly input: Readonly<Record<string, unknown>>
}

/** Throws a `ValidationError` for an option that neither the provider nor the model knows, with the one that was meant. */
export function readProviderOptions(
  client: Apikley<Model>,
  model: Model,
  { apikley: given = {} }: Readonly<Record<string, object | undefined>>,
): ReadOptions {
  const properties = propertiesOf(model.schema)
  const known: Record<string, SchemaNode> = {}
  for (const name of properties.keys()) known[name] = {}
  const isOpen = !model.schema || isOpenSchema(model.schema)
  const schema = { type: 'object', properties: { ...known, ...names }, additionalProperties: isOpen } as const
  try {
    client.estimate({ ...model, schema }, given)
  } catch (error) {
    if (!isApikleyError(error, 'validation')) throw error
    const [problem] = error.problems
    const path = (problem?.path ?? 'input').replace(/^input/, 'providerOptions.apikley')
    throw invalidCall(path, problem?.message ?? error.message)
  }
  const options = Object.entries(given).filter(([, value]) => value !== undefined)
  const pick = (isOwn: boolean): Record<string, unknown> =>
    Object.fromEntries(options.filter(([name]) => Object.hasOwn(names, name) === isOwn))
  return { own: pick(true), input: pick(false) }
}

/** Whether fields of any name may stand in an input. */
function isOpenSchema(schema: InputSchema): boolean {
  return Boolean(schema.additionalProperties) || propertiesOf(schema).size === 0
}
