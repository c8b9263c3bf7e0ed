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

/**
 * What the filters of a query choose from: what it would find if they let everything through. Nothing for a query
 * without a filter, and for one that looks at any depth, which would find everything.
 * @param ending Whether what follows the last filter counts.
 */
export function unfiltered(path: string, document: Json, ending: boolean): Match[] {
  const { FilterSelector } = jsonpath.selectors
  const { segments } = jsonpath.compile(path)
  const last = segments.findLastIndex((each) => each.selectors.some((one) => one instanceof FilterSelector))
  if (last === -1 || segments.some((segment) => segment.toString().startsWith('..'))) return []
  const open = segments.slice(0, ending ? undefined : last + 1).map(({ selectors }) => {
    const all = selectors.map((selector) => (selector instanceof FilterSelector ? '*' : selector.toString()))
    return `[${all.join(', ')}]`
  })
  return query(`$${open.join('')}`, document)
}
