import { type JsonObject, objectAt } from '@apikley/pages/document'
import { sha256 } from '../sources/lock.ts'
import type { Sources } from '../sources/read.ts'

const description = [
  'The Apikley API as its client, types and mock understand it.',
  "Generated from upstream's pages (`x-sources`), our corrections of them (overlays), and what they refer to without " +
    'containing it (supplements).',
  'Operations, parameters and fields with `x-evidence` are known of the twin API only, and unverified for Apikley: ' +
    'programs must tolerate their absence, and whatever else an answer holds.',
].join('\n\n')

/** The document with an `info` that says what it is and which pages it was made of. */
export function describeBundle(document: JsonObject, { pages }: Sources): JsonObject {
  return {
    ...document,
    info: {
      title: 'Apikley API',
      version: `${newestVersion(pages)}+${digest(document)}`,
      description,
      ...objectAt(document, 'info'),
      'x-sources': pages.map(({ lock: { page, files } }) => ({ page, sha256: files.published.sha256 })),
    },
  }
}

/** Upstream's newest version, as far as upstream writes versions that semver would read. */
function newestVersion(pages: Sources['pages']): string {
  return (
    pages
      .map(({ lock }) => lock.upstreamVersion)
      .filter((version) => /^\d+\.\d+\.\d+$/.test(version))
      .toSorted((left, right) => left.localeCompare(right, 'en', { numeric: true }))
      .at(-1) ?? '0.0.0'
  )
}

/** Of what the document says, and not of its sources: a page that changes nothing here makes no new version. */
function digest(document: JsonObject): string {
  return sha256(JSON.stringify(document)).slice(0, 12)
}
