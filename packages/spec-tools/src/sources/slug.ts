import { fingerprint } from '@apikley/pages/document'

/** Names that Windows keeps for devices, whatever follows a dot. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)$/

/**
 * `kling/v2-1-master-text-to-video` → `kling-v2-1-master-text-to-video`: what a page's files are called under `vendor/`.
 * Lower-case letters, digits, `-` and `_` only, so that every file system takes it and none mistakes it for a path. An
 * id of which that leaves too little, or another script's letters out, or that is very long, ends in its fingerprint.
 */
export function slugOf(model: string): string {
  const slug = words(model)
  const isWhole = slug !== '' && slug.length <= 100 && !device.test(slug) && !/\P{ASCII}/u.test(model)
  return isWhole ? slug : secondSlug(model)
}

/** What the files of a page are called whose own slug belongs to another model's page already. */
export function secondSlug(model: string): string {
  const slug = words(model).slice(0, 80).replace(/-+$/, '')
  return `${slug || 'model'}-${fingerprint(model)}`
}

function words(model: string): string {
  return model
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}
