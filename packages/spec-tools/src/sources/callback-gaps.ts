import {
  at,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  resolve,
  textAt,
} from '@apikley/pages/document'
import { operationPath, type Page } from '@apikley/pages'
import type { Sources } from './read.ts'

/**
 * Pages describe the callback of their own model; ours is described once, by a supplement, from several of them. So a
 * page's is kept out, and this tells what it knows more: one sentence, or none if the page has no callback.
 */
export function callbackGaps({ supplements }: Sources, page: Page): string[] {
  const stated = bodiesOf(page.document)
  if (stated.length === 0 || supplements.length === 0) return []
  const ours = supplements.filter(({ fragment }) => bodiesOf(fragment).length > 0)
  if (ours.length === 0) return ['The page describes a callback. No supplement does: it is kept out.']
  const fragments = supplements.map(({ fragment }) => fragment)
  const schemas = Object.assign({}, ...fragments.map((each) => objectAt(each, 'components', 'schemas')))
  const known = saidIn({ components: { schemas } }, fragments.flatMap(bodiesOf))
  const gaps = [...saidIn(page.document, stated)].flatMap(([what, names]) => {
    const missing = [...new Set(names)].filter((name) => !known.get(what)?.includes(name))
    return missing.length === 0 ? [] : [`${what}${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`]
  })
  const files = ours.map(({ file }) => file).join(' and ')
  const kept = `The page describes a callback; ${files} describes it for all models, so it is kept out.`
  return [gaps.length === 0 ? kept : `${kept} The page knows more: ${gaps.join('; ')}.`]
}

function bodiesOf(document: JsonObject): Json[] {
  const callbacks = objectAt(document, ...operationPath, 'callbacks')
  return Object.values(callbacks).flatMap((callback) =>
    Object.values(objectAt(callback)).flatMap((item) =>
      Object.values(objectAt(item)).flatMap(
        (operation) => at(operation, 'requestBody', 'content', 'application/json', 'schema') ?? [],
      ),
    ),
  )
}

/** The codes, states and fields that bodies of a callback name. */
function saidIn(document: JsonObject, bodies: readonly Json[]): ReadonlyMap<string, readonly string[]> {
  const inside = (from: readonly JsonObject[], field: string) =>
    from.flatMap((part) => partsOf(document, at(part, 'properties', field)))
  const names = (from: readonly JsonObject[]) =>
    from.flatMap((part) => Object.keys(objectAt(part, 'properties')))
  const top = bodies.flatMap((body) => partsOf(document, body))
  const data = inside(top, 'data')
  return new Map([
    ['code', inside(top, 'code').flatMap(valuesOf)],
    ['state', inside(data, 'state').flatMap(valuesOf)],
    ['field', [...names(top), ...names(data).map((name) => `data.${name}`)]],
  ])
}

/** The values of an enum, and of a field that stays open those that its description names. */
function valuesOf(schema: JsonObject): string[] {
  const listed = listAt(schema, 'enum').map(String)
  return listed.length > 0 ? listed : (textAt(schema, 'description').match(/\b\d{3}\b/g) ?? [])
}

/** A schema and all that it is composed of, references followed. */
function partsOf(document: JsonObject, schema: Json | undefined, seen: readonly string[] = []): JsonObject[] {
  if (!isObject(schema)) return []
  const arms = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => listAt(schema, keyword))
  const own = [schema, ...arms.flatMap((arm) => partsOf(document, arm, seen))]
  const reference = textAt(schema, '$ref')
  if (reference === '' || seen.includes(reference)) return own
  return [...own, ...partsOf(document, resolve(document, schema), [...seen, reference])]
}
