import type { Located } from '../document/located.ts'
import { placeOfSchemas, shapeOf } from './shape/shape-of.ts'

/** `.duration`; `["image_urls "]` for a name that is no identifier. */
export function fieldKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
}

/** Every field inside a schema, as it is written after the name of what has that schema: `.camera`, `.camera.angle`. */
export function pathsBelow(schemas: readonly Located[], trail: readonly string[] = []): readonly string[] {
  const place = placeOfSchemas(schemas)
  if (schemas.length === 0 || trail.includes(place)) return []
  const { properties, items } = shapeOf(schemas)
  const inItems = pathsBelow(items, [...trail, place]).map((path) => `[]${path}`)
  const inFields = [...properties].flatMap(([name, inside]) =>
    ['', ...pathsBelow(inside, [...trail, place])].map((path) => `${fieldKey(name)}${path}`),
  )
  return [...inItems, ...inFields].toSorted()
}
