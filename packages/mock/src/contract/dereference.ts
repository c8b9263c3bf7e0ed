import { isNode, pointedAt, type Node } from './document.ts'

const property = { configurable: true, enumerable: true, writable: true }

/**
 * Replaces every `$ref` in the document by what it points to, in place; a schema that contains itself becomes a value that
 * contains itself. Only the document itself is looked into: no `$ref` is ever fetched or read from a file.
 *
 * @throws When a `$ref` leads out of the document or to nothing.
 */
export function dereference(document: Record<string, unknown>): void {
  const visited = new Set<unknown>()
  const visit = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || visited.has(value)) return value
    visited.add(value)
    const { $ref, ...beside } = value as Record<string, unknown>
    if (typeof $ref === 'string' && !Array.isArray(value)) {
      const target = visit(follow(document, $ref))
      return isNode(target) && Object.keys(beside).length > 0 ? visit({ ...target, ...beside }) : target
    }
    for (const [key, inner] of Object.entries(value)) {
      const replaced = visit(inner)
      // Defined, not assigned: a key may be called __proto__.
      if (replaced !== inner) Object.defineProperty(value, key, { ...property, value: replaced })
    }
    return value
  }
  visit(document)
}

function follow(document: Node, ref: string): unknown {
  if (!ref.startsWith('#/'))
    throw new Error(`The document refers to ${ref}, outside of itself; nothing is fetched.`)
  const target = pointedAt(document, ref)
  if (target === undefined) throw new Error(`The document refers to ${ref}, which it does not have.`)
  return target
}
