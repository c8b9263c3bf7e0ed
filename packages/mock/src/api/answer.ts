import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { Operation, Route } from '../contract/contract.ts'
import { isNode } from '../contract/document.ts'
import { readPreference, type Preference } from '../contract/prefer.ts'
import type { ContractRequest, Validator } from '../contract/validator.ts'
import { refusal, type Envelope } from '../envelope.ts'
import type { FaultScope } from '../faults/scope.ts'
import { parseBody, type ParsedBody } from '../http/parse-body.ts'
import { readBody } from '../http/read-body.ts'
import { jsonReply, type Reply } from '../http/reply.ts'
import { handlers } from '../operations/index.ts'
import type { OperationContext } from '../operations/call.ts'
import { refuseNoKey } from './access.ts'
import { changeHeader } from './change-header.ts'
import { contractRequest } from './contract-request.ts'
import { envelopeReply } from './envelope-reply.ts'
import type { Limits } from './limits.ts'
import { refuseInvalid, refuseModel, type Refusal } from './refuse-invalid.ts'

/** What the API needs. */
export interface ApiContext extends OperationContext {
  limits: Pick<Limits, 'exceeded'>
}

/** How the mock was asked to judge requests. */
export interface ApiSettings {
  apiKey: string | undefined
  errors: 'envelope' | 'http'
  /** Whether a task may be created with a model that the document does not have. */
  anyModel: boolean
}

/** Answers a request for an operation of the document: validated first, then an example on request, or the real thing. */
export async function answerApi(
  context: ApiContext,
  settings: ApiSettings,
  route: Route,
  request: IncomingMessage,
  url: URL,
  requestId: number,
  faults: FaultScope,
): Promise<Reply> {
  const reply = ({ problem, ...envelope }: Refusal, headers?: Record<string, string>): Reply => ({
    ...envelopeReply(route.operationId, envelope, settings.errors, headers),
    ...(problem !== undefined && { problem }),
  })
  const bytes = await readBody(request, context.settings.maxBodyBytes)
  if (bytes === 'too-large') return { ...reply(tooLarge(context.settings.maxBodyBytes)), status: 413 }

  const body = withoutNone(await parseBody(bytes, request.headers['content-type'] ?? ''))
  const asked = contractRequest(request, url, body, bytes.length)
  const operation = body.kind === 'unreadable' ? undefined : route.choose(asked.body, settings.anyModel)
  const validator = await operation?.validator()
  const problems = validator?.problems(asked) ?? (await route.securityProblems(asked))
  const refused = refuseNoKey(problems)
  if (refused) return reply(refused)
  if (context.limits.exceeded(route.operationId, context.clock.now()))
    return reply(refusal(429, 'Your call frequency is too high. Please try again later.'))
  if (body.kind === 'unreadable') return reply(refusal(body.code, body.problem))
  if (!operation || !validator) return reply(refuseModel(body))
  if (problems.length > 0) return reply(refuseInvalid(route.operationId, problems))

  const preference = readPreference(asked.headers['prefer'])
  const handler = handlers[route.operationId]
  if (preference || !handler) return answerExample(validator, asked, preference ?? {})
  const envelope = await handler(context, { ...callOf(operation, request, url, body), requestId, faults })
  return reply(envelope, changeHeader(context, route.operationId, envelope, url.searchParams))
}

function tooLarge(most: number): Envelope {
  return refusal(413, `The body is larger than the ${most} bytes that the mock takes.`)
}

// Some clients always send these; without text they count as none.
const optional = ['callBackUrl', 'fileName']

function withoutNone(body: ParsedBody): ParsedBody {
  if (body.kind !== 'json' || !isNode(body.value)) return body
  const isNone = ([name, value]: [string, unknown]) =>
    optional.includes(name) && (value === null || value === '')
  const members = Object.entries(body.value)
  if (!members.some(isNone)) return body
  return { kind: 'json', value: Object.fromEntries(members.filter((member) => !isNone(member))) }
}

function callOf(operation: Operation, request: IncomingMessage, url: URL, body: ParsedBody) {
  return {
    origin: originOf(request),
    query: url.searchParams,
    body,
    ...(operation.model !== undefined && { model: operation.model }),
    fillInput: operation.fillInput,
    ...(operation.about !== undefined && { about: operation.about }),
    ...(operation.kind !== undefined && { kind: operation.kind }),
  }
}

// Links lead back the way the caller came: through a container's published port the mock's own address is another.
function originOf({ headers, socket }: IncomingMessage): string {
  const scheme = socket instanceof TLSSocket ? 'https' : 'http'
  const claimed = `${scheme}://${headers.host}`
  if (headers.host && URL.canParse(claimed)) return new URL(claimed).origin
  return `${scheme}://127.0.0.1:${socket.localPort}`
}

async function answerExample(
  validator: Validator,
  asked: ContractRequest,
  preference: Preference,
): Promise<Reply> {
  const example = await validator.example(asked, preference)
  if ('missing' in example)
    return jsonReply(404, refusal(404, `The document has no such answer: ${example.missing}`))
  return jsonReply(example.status, example.body)
}
