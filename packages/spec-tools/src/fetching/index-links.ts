import { type IndexLink, linksOf } from '@apikley/pages'
import type { Lock } from '../sources/lock.ts'

/** A page of an index that is worth fetching. */
export interface IndexedPage {
  readonly url: URL
  readonly link: IndexLink
}

/** Something of an index, or of a folder, that is passed over. */
export interface Skipped {
  readonly source: string
  readonly reason: string
}

/** Translations have a folder of their own, named after a language or, as upstream does, after a country. */
const language =
  /^(?:ar|br|cn|de|en|es|fr|hi|id|it|ja|jp|ko|kr|pl|pt|ru|th|tr|tw|uk|vi|zh)(?:[-_][a-z]{2,4})?$/i
/** What an index links to besides pages. */
const noPage = /\.(?:png|jpe?g|gif|svg|webp|ico|pdf|zip|gz|mp4|webm|mp3|wav|css|js)$/i

/**
 * The pages that an index lists, each once; those of another site, translations, and files that are no pages are
 * passed over.
 * @param base The address of the index; for one on disk, the first address in it counts.
 */
export function indexedPages(
  text: string,
  base: URL | undefined,
): { pages: IndexedPage[]; skipped: Skipped[] } {
  const pages = new Map<string, IndexedPage>()
  const skipped: Skipped[] = []
  const resolved = linksOf(text).map((link) => ({ link, url: resolve(link.url, base) }))
  const site = base ?? resolved.find(({ url }) => url)?.url
  const isTranslated = resolved.some(({ url }) => url && url.origin === site?.origin && !isTranslation(url))
  for (const { link, url } of resolved) {
    const skip = (reason: string) => skipped.push({ source: url?.href ?? link.url, reason })
    if (!url) skip(`line ${link.line} of the index: is no address`)
    else if (url.origin !== site?.origin) skip(`line ${link.line} of the index: leaves ${site?.origin}`)
    else if (noPage.test(url.pathname)) skip('is no page')
    else if (isTranslated && isTranslation(url)) skip('is a translation')
    else if (!pages.has(url.href)) pages.set(url.href, { url, link })
  }
  return { pages: [...pages.values()], skipped }
}

/** The pages in the lock that were taken from where an index lists pages, and that it lists no longer. */
export function delisted(
  lock: Pick<Lock, 'pages'>,
  index: URL,
  pages: readonly IndexedPage[],
): Lock['pages'] {
  const folder = new URL('.', index).href
  const listed = new Set(pages.map(({ url }) => url.href))
  return lock.pages.filter(({ url }) => url !== null && url.startsWith(folder) && !listed.has(url))
}

function resolve(address: string, base: URL | undefined): URL | undefined {
  if (!URL.canParse(address, base?.href)) return undefined
  const url = new URL(address, base)
  url.hash = ''
  return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : undefined
}

function isTranslation({ pathname }: URL): boolean {
  return language.test(pathname.split('/')[1]?.replace(/\.md$/, '') ?? '')
}
