import { isNode } from '../contract/document.ts'
import type { OperationName } from '../contract/operation-names.ts'
import type { Problem } from '../contract/validator.ts'
import { refusal, type Envelope } from '../envelope.ts'
import type { ParsedBody } from '../http/parse-body.ts'

/** A refusal, with what is wrong where it does not say that itself. */
export type Refusal = Envelope & { problem?: string }

const create: OperationName = 'createTask'

/** Refuses a request that the contract finds wrong: with code 422 by the page, unless a new task lacks something. */
export function refuseInvalid(operation: string, problems: readonly Problem[]): Refusal {
  const messages = [...new Set(problems.map(({ message }) => message))].join('; ')
  const lacks = operation === create && problems.some(({ missing }) => missing)
  return lacks ? fieldRequired(messages) : refusal(422, messages)
}

/** Refuses a body that names no model of which a task can be created. */
export function refuseModel(body: ParsedBody): Refusal {
  if (body.kind === 'empty') return refusal(422, 'Body parameter is required')
  if (body.kind !== 'json') return refusal(422, 'Request body must be sent as Content-Type: application/json')
  if (!isNode(body.value)) return refusal(422, 'Request body must be object')
  const { model } = body.value
  if (model === undefined) return fieldRequired("Request body must have required property 'model'")
  if (typeof model !== 'string') return refusal(422, "Request body must have the property 'model', a string")
  // Word for word the twin API's answer, but for its own name; it came without data.
  return {
    code: 422,
    msg: 'The model name you specified is not supported. Please verify your input and use one of the supported models provided by Apikley.',
  }
}

// Recorded of the twin API, word for word and without data. It does not name the field.
function fieldRequired(problem: string): Refusal {
  return { code: 500, msg: 'This field is required', problem }
}
