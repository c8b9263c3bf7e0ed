// The only file that knows Prism. Its createServer is not used: one request with a non-Latin property name ends the
// process there. Its validators and its mocker are called directly, as its core would call them, because importing
// the package whole loads its example generator (faker), which costs more than everything else together; that part
// waits for the first request that asks for an example. (@stoplight/prism-core also needs a package that it does not
// declare, so it does not start in every layout of node_modules.)
import { createRequire } from 'node:module'
import type * as mocker from '@stoplight/prism-http/dist/mocker/index.js'
import prismOperations from '@stoplight/prism-http/dist/utils/operations.js'
import prismValidator from '@stoplight/prism-http/dist/validator/index.js'
import { acceptanceOf } from './acceptance.ts'
import type { Node } from './document.ts'
import type { Preference } from './prefer.ts'
import type { Method } from './split.ts'

/** A request as the contract sees it: names of headers in lower case, JSON already parsed. */
export interface ContractRequest {
  path: string
  query: Record<string, string | string[]>
  headers: Record<string, string>
  body: unknown
}

/** One thing that is wrong with a request. 401: the key; 415: the content type; 422: everything else. */
export interface Problem {
  code: 401 | 415 | 422
  message: string
}

/** An example from the document. */
export interface Example {
  status: number
  body: unknown
}

/** One operation, ready to judge requests. */
export interface Validator {
  /** What is wrong with the request; empty when nothing is. */
  problems(request: ContractRequest): Problem[]
  /** The answer that the document has for a valid request, or what it lacks. */
  example(request: ContractRequest, preference: Preference): Example | { missing: string }
}

const require = createRequire(import.meta.url)

/** Reads a document that holds a single operation. */
export async function readOperation(document: Node, method: Method): Promise<Validator> {
  // A copy, because Prism's reader writes into what it is given.
  const [resource] = await prismOperations.getHttpOperationsFromSpec(structuredClone(document))
  if (resource === undefined) throw new Error('The document holds no operation.')
  const prismRequest = ({ path, query, headers, body }: ContractRequest) => ({
    method,
    url: { path, query },
    headers,
    body,
  })
  const accepts = acceptanceOf(resource)
  return {
    problems(request) {
      if (accepts(request)) return []
      const element = prismRequest(request)
      const verdicts = [
        prismValidator.validateSecurity({ resource, element }),
        prismValidator.validateInput({ resource, element }),
      ]
      const found = verdicts.flatMap((verdict) => ('left' in verdict ? verdict.left : []))
      return found.map(({ code, message }) => ({ code: code === 401 || code === 415 ? code : 422, message }))
    },
    example(request, preference) {
      // The mocker writes into its settings: a shared object would carry one request's Accept into the next.
      const config = { dynamic: false, ...preference }
      const input = { data: prismRequest(request), validations: [] }
      const result = loadMocker().default({ resource, input, config })(silent)
      if ('right' in result) return { status: result.right.statusCode, body: result.right.body }
      const { left } = result
      return { missing: 'detail' in left ? String(left.detail) : left.message }
    },
  }
}

// By require: what import() makes of a CommonJS default export differs between Node and test runners.
function loadMocker(): typeof mocker.default {
  return require('@stoplight/prism-http/dist/mocker/index.js')
}

// The mocker insists on telling what it does; the mock writes one line of its own for each request instead.
const ignore = () => {}
const silent = { info: ignore, success: ignore, debug: ignore, warn: ignore, error: ignore }
