import {
  componentName,
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  reachableFrom,
} from '@apikley/pages/document'

const prefix = '#/components/schemas/'

/** The schemas of `components` that the given parts refer to, directly or through one another. */
export function usedSchemas(components: JsonObject, parts: readonly Json[]): JsonObject {
  const used = reachableFrom({ components }, [...parts])
  const schemas = Object.entries(objectAt(components, 'schemas'))
  return Object.fromEntries(schemas.filter(([name]) => used.has(`${prefix}${name}`)))
}

/** Schemas of one model, with the components that they refer to under names that no other model has. */
export interface OwnSchemas {
  readonly request: JsonObject
  readonly input: JsonObject
  /** By component name. */
  readonly components: JsonObject
}

/**
 * What a page calls `Image` is that model's image: two pages may mean different things by it, and what one of them
 * accepts must not be widened by the other. So such components get the model's name in front.
 */
export function ownSchemas(
  model: string,
  request: JsonObject,
  input: JsonObject,
  components: JsonObject,
): OwnSchemas {
  const used = usedSchemas(components, [request, input])
  const names = new Map<string, string>()
  const taken = new Set([`${model}Request`, `${model}Input`])
  for (const name of Object.keys(used).toSorted()) {
    let own = `${model}${componentName(name)}`
    while (taken.has(own)) own = `${own}Part`
    taken.add(own)
    names.set(`${prefix}${name}`, `${prefix}${own}`)
  }
  const renamed = Object.entries(used).map(([name, schema]): [string, Json] => [
    (names.get(`${prefix}${name}`) ?? name).replace(prefix, ''),
    rename(schema, names),
  ])
  return {
    request: objectAt(rename(request, names)),
    input: objectAt(rename(input, names)),
    components: Object.fromEntries(renamed),
  }
}

function rename(value: Json, names: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((item) => rename(item, names))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, child]): [string, Json] =>
      // The mapping of a discriminator names schemas, too.
      typeof child === 'string' ? [key, names.get(child) ?? child] : [key, rename(child, names)],
    ),
  )
}
