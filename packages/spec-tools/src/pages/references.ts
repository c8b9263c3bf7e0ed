import { at } from '../json.ts'
import { type Draft, refusal } from './draft.ts'
import { walkObjects } from './walk-parts.ts'

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
