import type { Envelope } from '../envelope.ts'
import type { Emit, EventLog } from '../event-log.ts'
import type { Faults } from '../faults/active-faults.ts'
import type { FaultScope } from '../faults/scope.ts'
import type { FileContext } from '../files/serve.ts'
import type { Uploads } from '../files/uploads.ts'
import type { ParsedBody } from '../http/parse-body.ts'
import type { RandomSource } from '../random.ts'
import type { Settings } from '../settings.ts'
import type { TaskContext } from '../tasks/add-task.ts'

/** What the operations need. */
export interface OperationContext extends TaskContext, Omit<FileContext, keyof TaskContext> {
  emit: Emit
  events: Pick<EventLog, 'subscribe'>
  faults: Pick<Faults, 'creditsGone'>
  random: RandomSource
  settings: Settings
  uploads: Uploads
  /** Aborts when the mock stops. */
  closing: AbortSignal
}

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
  /** What the document says that the model makes. */
  kind?: string
  /** A createTask's input with the defaults of the model's schema. */
  fillInput: (input: unknown) => Record<string, unknown>
}

/** What an operation does. */
export type Handler = (context: OperationContext, call: Call) => Envelope | Promise<Envelope>

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
