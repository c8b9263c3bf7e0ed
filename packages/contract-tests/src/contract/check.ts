import { isDeepStrictEqual } from 'node:util'
import { createApikley, isApikleyError } from '@apikley/client'
import type { Call } from './calls.ts'
import { closedValidator } from './closed-schema.ts'
import {
  answerCases,
  bodySchema,
  callbackCases,
  operationsOf,
  type AnswerCase,
  type OpenApiDocument,
} from './document.ts'
import { expectedOf, type Expected } from './expectations.ts'
import { observedFetch, type Tampering } from './observed-fetch.ts'

/** A server that answers by the document, and what stands in requests to it as `callBackUrl`. */
export interface Surroundings {
  document: OpenApiDocument
  baseUrl: string
  callBackUrl: string
  tampering?: Tampering
}

/** Makes a call, has the server give one documented answer, and says everything that is not as documented. */
export async function checkCall(
  call: Call,
  answer: AnswerCase,
  surroundings: Surroundings,
): Promise<string[]> {
  const { document, baseUrl, callBackUrl, tampering } = surroundings
  const { fetch, exchanges } = observedFetch(answer.status, answer.example, tampering)
  const apikley = createApikley({ apiKey: 'fake-key-for-tests-0000', baseUrl, fetch })
  const received = await outcomeOf(call.make(apikley, callBackUrl, answer.body))

  const problems = [...checkRequest(document, call, callBackUrl), ...checkAnswer(document, answer)]
  const [exchange, ...others] = exchanges
  if (!exchange || others.length > 0) return [...problems, `made ${exchanges.length} requests instead of one`]
  if (exchange.violations) problems.push(`Prism reports ${exchange.violations}`)
  const sends = call.sends(callBackUrl)
  if (!isDeepStrictEqual(exchange.sent, sends)) {
    problems.push(`sent ${JSON.stringify(exchange.sent)} instead of ${JSON.stringify(sends)}`)
  }
  const expected = expectedOf(answer)
  if (!matches(received, expected)) {
    problems.push(`received ${JSON.stringify(received)} instead of ${JSON.stringify(expected)}`)
  }
  return problems
}

/**
 * What can be said without a server: every field that we send, and every field of an example, is declared. Looks no
 * further than it is asked for.
 */
export function* checkDocument(document: OpenApiDocument, calls: readonly Call[]): Generator<string> {
  for (const call of calls) yield* checkRequest(document, call, 'https://example.com/callback')
  for (const answer of answerCases(document)) {
    yield* checkAnswer(document, answer)
    yield* checkResult(document, answer)
  }
  for (const callback of callbackCases(document)) yield* checkAnswer(document, callback)
}

/** The result is JSON text inside JSON, which no validator of the answer looks into. */
function checkResult(document: OpenApiDocument, { operationId, example, body }: AnswerCase): string[] {
  const { data } = body as { data?: { resultJson?: string } | null }
  if (operationId !== 'getTask' || !data?.resultJson) return []
  const schema = { $ref: '#/components/schemas/TaskResult' }
  return violations(document, schema, JSON.parse(data.resultJson)).map(
    (text) => `result of ${example}: ${text}`,
  )
}

function checkAnswer(
  document: OpenApiDocument,
  { operationId, status, example, body, schema }: AnswerCase,
): string[] {
  return violations(document, schema, body).map(
    (text) => `${operationId} ${status} ${example ?? ''}: ${text}`,
  )
}

function checkRequest(document: OpenApiDocument, call: Call, callBackUrl: string): string[] {
  const body = call.sends(callBackUrl)
  if (body === undefined) return []
  const operation = operationsOf(document).find(({ operationId }) => operationId === call.operationId)
  const [media] = Object.values(operation?.requestBody?.content ?? {})
  const schema = media?.schema
  if (!schema) return [`${call.operationId}: the document describes no body to send`]
  return violations(document, bodySchema(document, schema, body), body).map(
    (text) => `${call.operationId} ${call.name}: ${text}`,
  )
}

function violations(document: OpenApiDocument, schema: Record<string, unknown>, body: unknown): string[] {
  const validate = closedValidator(document, schema)
  if (validate(body)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  )
}

async function outcomeOf(promise: Promise<unknown>): Promise<Expected | { thrown: unknown }> {
  try {
    return { value: await promise }
  } catch (error) {
    return isApikleyError(error) ? { kind: error.kind } : { thrown: String(error) }
  }
}

/** Every expected field has to be there, and to be equal; the client may tell more. */
function matches(received: object, expected: Expected): boolean {
  if (!('value' in expected)) return isDeepStrictEqual(received, expected)
  if (!('value' in received)) return false
  const { value } = expected
  if (typeof value !== 'object' || value === null) return received.value === value
  return Object.entries(value).every(([name, field]) =>
    isDeepStrictEqual((received.value as Record<string, unknown>)[name], field),
  )
}
