import { at, type JsonObject, pointer, referencesIn, resolve } from '@apikley/pages/document'
import type { Supplement } from '../supplement/supplement.ts'

/** References of a bundle to something that is not in it: a page has dropped what a supplement or an overlay builds on. */
export function danglingReferences(bundle: JsonObject, supplements: readonly Supplement[]): string[] {
  const dangling = [...referencesIn(bundle)].filter(
    ({ reference }) => resolve(bundle, { $ref: reference }) === undefined,
  )
  const bySubject = Map.groupBy(dangling, ({ path, reference }) => {
    const file = supplements.find(({ fragment }) => at(fragment, ...path, '$ref') === reference)?.file
    return `${file === undefined ? '' : `${file}: `}${reference}`
  })
  return [...bySubject].map(
    ([subject, [first, ...others]]) =>
      `${subject} is referred to at ${pointer(first?.path ?? [])}${others.length > 0 ? ` and ${others.length} other places` : ''}, and no ` +
      'page holds it any more. Add to a supplement what it meant, or refer to something else.',
  )
}
