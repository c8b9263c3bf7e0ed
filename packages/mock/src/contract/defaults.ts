import { asNode, isNode, resolve, type Node } from './document.ts'

/** The value with the schema's defaults where it leaves them out, as the server hands them back in `param`. */
export function withDefaults(document: Node, schema: unknown, value: unknown): unknown {
  if (!isNode(value)) return value
  const filled: Record<string, unknown> = { ...value }
  for (const [name, property] of Object.entries(asNode(resolve(document, schema)['properties']))) {
    const fallback = resolve(document, property)['default']
    if (Object.hasOwn(filled, name)) filled[name] = withDefaults(document, property, filled[name])
    else if (fallback !== undefined) filled[name] = fallback
  }
  return filled
}
