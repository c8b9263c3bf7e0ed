import type { Envelope } from '../envelope.ts'
import type { ParsedBody } from '../http/parse-body.ts'
import type { FaultScope } from '../faults/scope.ts'
import type { World } from '../world.ts'

/** A request that the contract found valid. */
export interface Call {
  /** How the caller reaches the mock; result links begin with it. */
  origin: string
  /** As in the request's event. */
  requestId: number
  faults: FaultScope
  query: URLSearchParams
  body: ParsedBody
  /** The model of a createTask. */
  model?: string
  /** What the document says that the model does. */
  about?: string
  /** A createTask's input with the defaults of the model's schema. */
  fillInput: (input: unknown) => Record<string, unknown>
}

/** What an operation does. */
export type Handler = (world: World, call: Call) => Envelope | Promise<Envelope>

/** The members of a JSON body or the fields of a form, as far as they are text. */
export function textField(body: ParsedBody, name: string): string | undefined {
  const value = body.kind === 'form' ? body.fields.get(name) : member(body, name)
  return typeof value === 'string' ? value : undefined
}

/** One member of a JSON body. */
export function member(body: ParsedBody, name: string): unknown {
  if (body.kind !== 'json' || typeof body.value !== 'object' || body.value === null) return undefined
  return Object.hasOwn(body.value, name) ? Reflect.get(body.value, name) : undefined
}
