import { type Json, referencesIn, resolve } from '@apikley/pages/document'
import type { Located } from '../document/located.ts'

/** A value of two documents that is written the same in both, and the references that it makes. */
type Written = readonly string[] | 'otherwise'

/**
 * Tells whether two schemas are written the same, with all that they refer to: then there is nothing to compare, and of
 * a bundle most is. That two are written otherwise says nothing.
 */
export function schemaEquality(): (older: Located, newer: Located) => boolean {
  const known = new Map<string, Written>()

  function follow(older: Located, newer: Located, reference: string): Written {
    const existing = known.get(reference)
    if (existing !== undefined) return existing
    const [old, now] = [older, newer].map(({ document }) => resolve(document, { $ref: reference }))
    const written = old === undefined || now === undefined ? 'otherwise' : compare(old, now)
    known.set(reference, written)
    return written
  }

  return (older, newer) => {
    const written = compare(older.value, newer.value)
    if (written === 'otherwise') return false
    const reached = new Set(written)
    for (const reference of reached) {
      const next = follow(older, newer, reference)
      if (next === 'otherwise') return false
      for (const further of next) reached.add(further)
    }
    return true
  }
}

function compare(old: Json, now: Json): Written {
  return JSON.stringify(old) === JSON.stringify(now)
    ? [...referencesIn(now)].map(({ reference }) => reference)
    : 'otherwise'
}
