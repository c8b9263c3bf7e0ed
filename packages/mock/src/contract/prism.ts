// The only file that knows Prism. Its createServer is not used: one request with a non-Latin property name ends the
// process there. Its validators and its mocker are called directly, as its core would call them, because importing
// the package whole loads its example generator, which costs more than everything else together; that part waits for
// the first request that asks for an example. Its reader of documents fetches what a document refers to, so only the
// step behind it is used. build/prism.ts says what of Prism is published.
import prismReader from '@stoplight/http-spec/oas3/operation'
import { bundleTarget, decycle } from '@stoplight/json'
import type * as mocker from '@stoplight/prism-http/dist/mocker/index.js'
import prismValidator from '@stoplight/prism-http/dist/validator/index.js'
import type { IHttpOperation } from '@stoplight/types'
import { acceptanceOf } from './acceptance.ts'
import { dereference } from './dereference.ts'
import type { Node } from './document.ts'
import type { Method } from './split.ts'
import type { ContractRequest, Validator } from './validator.ts'

/** Reads a document that holds a single operation. */
export async function readOperation(document: Node, method: Method): Promise<Validator> {
  const resource = readResource(document)
  const prismRequest = ({ path, query, headers, body }: ContractRequest) => ({
    method,
    url: { path, query },
    headers,
    body,
  })
  const accepts = acceptanceOf(resource)
  const queryNames = (resource.request?.query ?? []).map(({ name }) => name)
  return {
    problems(request) {
      if (accepts(request)) return []
      const element = prismRequest({ ...request, query: onlyNames(request.query, queryNames) })
      const verdicts = [
        prismValidator.validateSecurity({ resource, element }),
        prismValidator.validateInput({ resource, element }),
      ]
      const found = verdicts.flatMap((verdict) => ('left' in verdict ? verdict.left : []))
      return found.map(({ code, message }) => ({
        code: code === 401 || code === 415 ? code : 422,
        message: withNames(message, queryNames),
        // The word of JSON Schema that is broken.
        ...(code === 'required' && { missing: true as const }),
      }))
    },
    async example(request, preference) {
      // The mocker writes into its settings: a shared object would carry one request's Accept into the next.
      const config = { dynamic: false, ...preference }
      const input = { data: prismRequest(request), validations: [] }
      const mock = await loadMocker()
      const result = mock({ resource, input, config })(silent)
      if ('right' in result) return { status: result.right.statusCode, body: result.right.body }
      const { left } = result
      return { missing: 'detail' in left ? String(left.detail) : left.message }
    },
  }
}

// Prism compares the names of a query without regard to case, and writes them small; servers do neither.
function onlyNames(query: ContractRequest['query'], names: readonly string[]): ContractRequest['query'] {
  return Object.fromEntries(Object.entries(query).filter(([name]) => names.includes(name)))
}

function withNames(message: string, names: readonly string[]): string {
  return message.replace(
    /^(Request query (?:parameter |must have required property '))([\w.[\]-]+)/,
    (_found, before, small) => `${before}${names.find((name) => name.toLowerCase() === small) ?? small}`,
  )
}

// As Prism's getHttpOperationsFromSpec, without what it can fetch.
function readResource(document: Node): IHttpOperation {
  const copy: Record<string, unknown> = structuredClone(document)
  dereference(copy)
  const acyclic = decycle(copy)
  const [operation] = prismReader.transformOas3Operations(acyclic)
  if (operation === undefined) throw new Error('The document holds no operation.')
  return bundleTarget({
    document: { ...acyclic, __target__: operation },
    path: '#/__target__',
    cloneDocument: false,
  })
}

type Mocker = typeof mocker.default.default

// What import() makes of a CommonJS default export differs between Node, bundlers and test runners.
async function loadMocker(): Promise<Mocker> {
  const { default: loaded }: { default: Mocker | { default: Mocker } } =
    await import('@stoplight/prism-http/dist/mocker/index.js')
  return typeof loaded === 'function' ? loaded : loaded.default
}

// The mocker insists on telling what it does; the mock writes one line of its own for each request instead.
const ignore = () => {}
const silent = { info: ignore, success: ignore, debug: ignore, warn: ignore, error: ignore }
