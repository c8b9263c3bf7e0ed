import type { Lock } from '../sources/lock.ts'

/** Where upstream's pages are known to be. */
export interface KnownSources {
  readonly sources: readonly string[]
  /** Pages that cannot be asked for; one line each. */
  readonly skipped: readonly string[]
}

/** The index, the pages that it does not cover, and a word on those whose address nobody knows. */
export function knownSources({ index, pages }: Pick<Lock, 'index' | 'pages'>): KnownSources {
  const covered = index === null ? undefined : new URL('.', index).href
  const addresses = pages.flatMap(({ url }) => url ?? [])
  const uncovered = addresses.filter((url) => covered === undefined || !url.startsWith(covered))
  return {
    sources: [...(index === null ? [] : [index]), ...uncovered],
    skipped: pages
      .filter(({ url }) => url === null)
      .map(({ page }) => {
        const hope = index === null ? '' : `, unless ${index} leads to it`
        return `${page} is not asked for${hope}: specs/sources.json knows no address of it.`
      }),
  }
}
