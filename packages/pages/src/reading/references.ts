import { at, type Json, textAt } from '../document/json.ts'
import { walkObjects } from '../document/walk.ts'
import { resolve } from '../document/reference.ts'
import { limits } from '../text/limits.ts'
import { type Draft, refusal } from './draft.ts'

/**
 * Refuses a document that refers to anything outside itself, in data too, where a tool could follow it. Nothing is ever
 * fetched or opened.
 * @throws SpecError with the line of the first such reference.
 */
export function refuseForeignReferences(draft: Draft): void {
  walkObjects(draft.document, (object, path) => {
    const { $ref: reference, discriminator } = object
    const mapping = Object.entries(Object(at(discriminator, 'mapping')))
    if (typeof reference === 'string' && !/^#(\/|$)/.test(reference)) {
      throw refusal(draft, [...path, '$ref'], foreign(reference))
    }
    for (const [key, target] of mapping) {
      if (typeof target !== 'string' || target.startsWith('#') || !/[/:]|\.(ya?ml|json)\b/.test(target))
        continue
      throw refusal(draft, [...path, 'discriminator', 'mapping', key], foreign(target))
    }
  })
}

function foreign(reference: string): string {
  return `refers to ${JSON.stringify(reference.slice(0, 200))}, which is outside the page. Nothing outside is opened or fetched.`
}

/**
 * Refuses a part that is nothing but a reference back to itself, by whatever way: it means nothing, and programs that
 * follow it never come to an end.
 * @throws SpecError with the line of the reference.
 */
export function refuseCircles(draft: Draft): void {
  /** Those from which the way is known to end. */
  const sound = new Set<Json>()
  walkObjects(draft.document, (object, path) => {
    const way = new Set<Json>()
    let next: Json | undefined = object
    while (next !== undefined && at(next, '$ref') !== undefined && !sound.has(next)) {
      if (way.has(next)) {
        const steps = [...way]
        const circle = steps.slice(steps.indexOf(next)).map((step) => textAt(step, '$ref'))
        const told = `${circle.join(' → ')} → ${circle[0]}`
        throw refusal(
          draft,
          [...path, '$ref'],
          `refers to nothing but itself (${told}), so that it has no meaning`,
        )
      }
      way.add(next)
      next = targetOf(draft, next)
    }
    for (const step of way) sound.add(step)
  })
}

/** What a part of a document is with its references written out. */
interface Unfolded {
  readonly size: number
  /** References that lead to one another. */
  readonly hops: number
}

const tooMuch: Unfolded = { size: Number.POSITIVE_INFINITY, hops: 0 }

/**
 * Refuses references that make more of a page than is read, as YAML's aliases could: thirty schemas of which each refers
 * to the next one twice are a billion. So is one that refers to itself twice, for an example that is deep.
 * @throws SpecError with the line of the reference.
 */
export function refuseUnfolding(draft: Draft): void {
  const known = new Map<Json, Unfolded>()
  walkObjects(draft.document, (object, path) => {
    if (typeof object['$ref'] !== 'string') return
    const { size, hops } = unfolded(draft, object, known)
    if (size <= limits.nodes && hops <= limits.depth) return
    throw refusal(
      draft,
      [...path, '$ref'],
      `is more than is read with its references written out: over ${limits.nodes} values, over ${limits.depth} references ` +
        'one after the other, or a part that refers to itself twice',
    )
  })
}

function unfolded(draft: Draft, root: Json, known: Map<Json, Unfolded>): Unfolded {
  /** Parts that are being measured, with how often they were met again meanwhile. */
  const around = new Map<Json, number>()
  const measure = (value: Json): Unfolded => {
    if (typeof value !== 'object' || value === null) return { size: 1, hops: 0 }
    const before = known.get(value)
    if (before) return before
    const met = around.get(value)
    if (met !== undefined) {
      around.set(value, met + 1)
      return met > 0 ? tooMuch : { size: 1, hops: 0 }
    }
    around.set(value, 0)
    const target = targetOf(draft, value)
    const parts = Object.values(value).map(measure)
    if (target !== undefined) {
      const { size, hops } = measure(target)
      parts.push({ size, hops: hops + 1 })
    }
    around.delete(value)
    const result = {
      size: parts.reduce((sum, { size }) => sum + size, 1),
      hops: parts.reduce((most, { hops }) => Math.max(most, hops), 0),
    }
    known.set(value, result)
    return result
  }
  try {
    return measure(root)
  } catch (error) {
    if (error instanceof RangeError) return tooMuch
    throw error
  }
}

function targetOf({ document }: Draft, value: Json): Json | undefined {
  return typeof at(value, '$ref') === 'string' ? resolve(document, value) : undefined
}
