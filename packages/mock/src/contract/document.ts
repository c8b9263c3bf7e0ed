/** An object of the OpenAPI document, read without believing anything about it. */
export type Node = Readonly<Record<string, unknown>>

/** The value as an object of the document, or an empty one. */
export function asNode(value: unknown): Node {
  return isNode(value) ? value : {}
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Follows a local `$ref` (`#/components/…`), any number of times. */
export function resolve(document: Node, value: unknown): Node {
  const seen = new Set<string>()
  let node = asNode(value)
  while (typeof node['$ref'] === 'string' && !seen.has(node['$ref'])) {
    seen.add(node['$ref'])
    node = asNode(pointedAt(document, node['$ref']))
  }
  return node
}

/** The document with the given paths, and of its components only those that these paths reach. */
export function reduceTo(document: Node, paths: Node): Node {
  const reached = new Set<string>()
  collectRefs(document, paths, reached)
  const components: Record<string, Record<string, unknown>> = {}
  for (const ref of reached) {
    const [, kind, name] = pointerKeys(ref)
    if (kind !== undefined && name !== undefined)
      (components[kind] ??= {})[name] = at(document, ['components', kind, name])
  }
  const securitySchemes = asNode(document['components'])['securitySchemes']
  return { ...document, paths, components: { ...components, securitySchemes } }
}

function collectRefs(document: Node, value: unknown, reached: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectRefs(document, item, reached)
  if (!isNode(value)) return
  const ref = value['$ref']
  if (typeof ref === 'string' && ref.startsWith('#/components/') && !reached.has(ref)) {
    reached.add(ref)
    collectRefs(document, pointedAt(document, ref), reached)
  }
  for (const item of Object.values(value)) collectRefs(document, item, reached)
}

/** What a local `$ref` points to; undefined when that does not exist. */
export function pointedAt(document: Node, ref: string): unknown {
  return at(document, pointerKeys(ref))
}

function at(document: Node, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => asNode(value)[key], document)
}

// RFC 6901 inside a URI fragment: percent-encoding first, then ~1 and ~0.
function pointerKeys(ref: string): string[] {
  return ref
    .slice('#/'.length)
    .split('/')
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
}
