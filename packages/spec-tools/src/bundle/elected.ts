import { contractOf, inOneOrder, type Json } from '@apikley/pages/document'
import type { Joining } from './join.ts'
import type { ModelPage } from './model-page.ts'

/**
 * What each page has of something, and first what most of the pages have that were there first: pages that came later
 * change nothing, however many there are.
 * @param pages In the order in which their words count.
 */
export function elected<Page extends Pick<ModelPage, 'taken'>, Has>(
  pages: readonly Page[],
  has: (page: Page) => Has | undefined,
  opinionOf: (value: Has) => Json,
): readonly Has[] {
  const stated = pages.flatMap((page) => {
    const value = has(page)
    return value === undefined ? [] : [{ value, taken: page.taken }]
  })
  const votes = new Map<string, Has[]>()
  for (const { value } of stated.filter(({ taken }) => taken === stated[0]?.taken)) {
    const opinion = inOneOrder(contractOf(opinionOf(value)))
    votes.set(opinion, [...(votes.get(opinion) ?? []), value])
  }
  const [[first] = []] = [...votes.values()].toSorted((left, right) => right.length - left.length)
  if (first === undefined) return []
  return [first, ...stated.map(({ value }) => value).filter((value) => value !== first)]
}

/** A field of the envelope inside `data` is a mistake, however many pages repeat it. */
export function isNoMistake(envelope: readonly string[]): Joining['takes'] {
  return (place) => !['data', ...envelope].some((name) => place === `/properties/${name}`)
}
