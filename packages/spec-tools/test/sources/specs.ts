import type { JsonObject } from '@apikley/pages/document'
import type { LockedPage } from '../../src/sources/lock.ts'
import type { SourcePage } from '../../src/sources/read.ts'

/** An entry of `sources.json` for an invented page. */
export function lockedPage(model: string, changed: Partial<LockedPage> = {}): LockedPage {
  const page = changed.page ?? model.replaceAll('/', '-')
  return {
    page,
    model,
    url: null,
    taken: '2026-12-01',
    format: 'openapi',
    origin: 'apikley',
    upstreamVersion: '1.2.0',
    repairs: [],
    files: { published: { file: `vendor/${page}.yaml`, sha256: 'invented' } },
    ...changed,
  }
}

/** An invented page as the bundle is made of it. */
export function sourcePage(
  model: string,
  document: JsonObject,
  changed: Partial<LockedPage> = {},
): SourcePage {
  const lock = lockedPage(model, changed)
  return { lock, file: lock.files.published.file, document }
}
