import type { ScalarKind } from '../lines.ts'

/** What may stand at one kind of place in an OpenAPI document. A type can be scalar, map and list at once. */
export interface Type {
  /** The kinds of scalar that may stand there. */
  readonly scalars?: readonly ScalarKind[]
  /** Fixed fields: the key, and the name of its value's type. */
  readonly fields?: Readonly<Record<string, string>>
  /** Keys that somebody chose, and the type of each one's value. */
  readonly names?: RegExp
  readonly each?: string
  /** The type of a list's items. */
  readonly item?: string
  /** Fields that OpenAPI demands, unless a `$ref` stands there. */
  readonly needs?: readonly string[]
}

export function isMap(type: Type): boolean {
  return type.fields !== undefined || type.each !== undefined
}

export function isList(type: Type): boolean {
  return type.item !== undefined
}

export function acceptsScalar(type: Type, kind: ScalarKind): boolean {
  if (kind === 'alias') return isMap(type) || isList(type)
  if (kind === 'map') return isMap(type)
  if (kind === 'list') return isList(type)
  return type.scalars?.includes(kind) === true
}
