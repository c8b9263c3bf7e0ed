import type { SchemaNode } from '@apikley/types/api'

/** A step into a value: the name of a field, or the place in a list. */
export type Step = string | number

/** All forms that a value may have by a schema: the parts of its alternatives, too. */
function formsOf(node: SchemaNode | undefined): SchemaNode[] {
  if (!node) return []
  const parts = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]
  return [node, ...parts.flatMap(formsOf)]
}

/** What a schema says of the value at a place; nothing if it does not know the place. */
export function nodesAt(schema: SchemaNode | undefined, steps: readonly Step[]): SchemaNode[] {
  let nodes = formsOf(schema)
  for (const step of steps) {
    nodes = nodes.flatMap((node) => {
      if (typeof step === 'number') return formsOf(node.items)
      const { properties = {}, additionalProperties: further } = node
      if (Object.hasOwn(properties, step)) return formsOf(properties[step])
      return typeof further === 'object' ? formsOf(further) : []
    })
  }
  return nodes
}

/** The types that a value may have; empty where nothing is said. */
export function typesOf(nodes: readonly SchemaNode[]): Set<string> {
  const types = new Set<string>()
  for (const { type, enum: choices, const: only, items, properties } of nodes) {
    for (const name of [type ?? []].flat()) types.add(name)
    if (type !== undefined) continue
    for (const choice of [...(choices ?? []), ...(only === undefined ? [] : [only])])
      types.add(typeOf(choice))
    if (items) types.add('array')
    if (properties) types.add('object')
  }
  return types
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

const mediaName =
  /(^|[_\W])(urls?|uris?|images?|imgs?|photos?|pictures?|frames?|masks?|videos?|clips?|audios?|voices?|sounds?|songs?|files?|media)$/

/** Whether a field takes the address of a file: by its format, or by its name (`image_url`, `inputImages`). */
export function takesAddress(nodes: readonly SchemaNode[], name: string): boolean {
  if (nodes.some(({ format = '' }) => /^(uri|url|iri)/.test(format))) return true
  if (nodes.some((node) => node.enum ?? node.const)) return false
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()
  const types = typesOf(nodes)
  return mediaName.test(words) && (types.size === 0 || types.has('string') || types.has('array'))
}
