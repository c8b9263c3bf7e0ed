import { jsonpath } from 'json-p3'
import { at, type Json } from '@apikley/pages/document'

/** Where a query found something: the keys from the root down, and the value there. */
export interface Match {
  readonly path: readonly (string | number)[]
  readonly value: Json
}

/**
 * Runs an RFC 9535 JSONPath query.
 * @throws an error that tells the position, when the query is not well-formed.
 */
export function query(path: string, document: Json): Match[] {
  return [...jsonpath.query(path, document)].map(({ location }) => ({
    path: location,
    value: at(document, ...location) ?? null,
  }))
}
