import { type JsonObject, objectAt } from '../json.ts'
import { sha256 } from '../sources/lock.ts'
import type { Sources } from '../sources/read.ts'

const description = [
  'The Apikley API as its client, types and mock understand it.',
  "Generated from upstream's pages (`x-sources`), our corrections of them (overlays), and what they refer to without " +
    'containing it (supplements).',
  'Operations, parameters and fields with `x-evidence` are known of the twin API only, and unverified for Apikley: ' +
    'programs must tolerate their absence, and whatever else an answer holds.',
].join('\n\n')

/** The document with an \`info\` that says what it is and which sources it was made of. */
export function describeBundle(document: JsonObject, sources: Sources): JsonObject {
  return {
    ...document,
    info: {
      title: 'Apikley API',
      version: bundleVersion(sources),
      description,
      ...objectAt(document, 'info'),
      'x-sources': sources.pages.map(({ lock: { page, files } }) => ({ page, sha256: files[0].sha256 })),
    },
  }
}

/** Upstream's newest version, then a digest of pages, overlays and supplements: `1.0.0+3f2a1b9c04de`. */
function bundleVersion({ pages, overlays, supplements }: Sources): string {
  const versions = pages.map(({ lock }) => lock.upstreamVersion)
  const newest = versions.toSorted((left, right) => left.localeCompare(right, 'en', { numeric: true })).at(-1)
  const documents = pages.map(({ file, document }) => ({ file, document }))
  return `${newest}+${sha256(JSON.stringify({ documents, overlays, supplements })).slice(0, 12)}`
}
