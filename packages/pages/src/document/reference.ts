/**
 * The keys that a reference to a place of the same document goes through: `#/components/schemas/A%20b` →
 * `['components', 'schemas', 'A b']`. None where it points outside.
 */
export function keysOfReference(reference: string): readonly string[] | undefined {
  if (reference === '#') return []
  if (!reference.startsWith('#/')) return undefined
  return reference
    .slice(2)
    .split('/')
    .map((key) => decode(key).replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** A lone per cent sign is no escape: the key is meant as it stands. */
function decode(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}
