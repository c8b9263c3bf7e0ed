import { at, type JsonObject, pointer, referencesIn, resolve } from '@apikley/pages/document'
import type { Supplement } from '../supplement/supplement.ts'
import { placeOf } from './told.ts'

/** References of a bundle to something that is not in it: a page has dropped what a supplement or an overlay builds on. */
export function danglingReferences(bundle: JsonObject, supplements: readonly Supplement[]): string[] {
  const dangling = [...referencesIn(bundle)].filter(
    ({ reference }) => resolve(bundle, { $ref: reference }) === undefined,
  )
  const sourceOf = ({ path, reference }: (typeof dangling)[number]) =>
    supplements.find(({ fragment }) => at(fragment, ...path, '$ref') === reference)
  const groups = Map.groupBy(dangling, (each) => `${sourceOf(each)?.file} ${each.reference}`)
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const place = pointer(first.path)
    const source = sourceOf(first)
    const where = source ? `${placeOf({ ...source, place })}: ` : ''
    const more = others.length > 0 ? ` and ${others.length} other places` : ''
    return [
      `${where}${first.reference} is referred to at ${place}${more}, and no page holds it any more. ` +
        'Add to a supplement what it meant, or refer to something else.',
    ]
  })
}
