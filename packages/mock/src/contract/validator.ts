import type { Preference } from './prefer.ts'

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
  /** Something that must be there is missing. */
  missing?: true
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
  example(request: ContractRequest, preference: Preference): Promise<Example | { missing: string }>
}
