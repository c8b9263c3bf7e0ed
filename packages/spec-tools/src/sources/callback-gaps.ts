import { at, isObject, type Json, type JsonObject, listAt, objectAt, textAt } from '@apikley/pages/document'
import { operationPath, type Page } from '@apikley/pages'
import type { Sources } from './read.ts'

/** What a description of a callback says. */
interface Callback {
  readonly codes: ReadonlySet<string>
  readonly states: ReadonlySet<string>
  readonly fields: ReadonlySet<string>
}

/**
 * Pages describe the callback of their own model; ours is described once, by a supplement, from several of them. So a
 * page's is kept out, and this tells what it knows more: one sentence, or none if the page has no callback.
 */
export function callbackGaps({ supplements }: Sources, page: Page): string[] {
  const stated = bodiesOf(page.document)
  if (stated.length === 0 || supplements.length === 0) return []
  const files = supplements.filter(({ fragment }) => bodiesOf(fragment).length > 0).map(({ file }) => file)
  if (files.length === 0) return ['The page describes a callback. No supplement does: it is kept out.']
  const theirs = read(page.document, stated)
  const components = { components: { schemas: schemasOf(supplements.map(({ fragment }) => fragment)) } }
  const ours = read(
    components,
    supplements.flatMap(({ fragment }) => bodiesOf(fragment)),
  )
  const gaps = [
    ...more('code', theirs.codes, ours.codes),
    ...more('state', theirs.states, ours.states),
    ...more('field', theirs.fields, ours.fields),
  ]
  const kept = `The page describes a callback; ${files.join(' and ')} describes it for all models, so it is kept out.`
  return [gaps.length === 0 ? kept : `${kept} The page knows more: ${gaps.join('; ')}.`]
}

function more(what: string, theirs: ReadonlySet<string>, ours: ReadonlySet<string>): string[] {
  const missing = [...theirs].filter((name) => !ours.has(name))
  return missing.length === 0 ? [] : [`${what}${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`]
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

function schemasOf(fragments: readonly JsonObject[]): JsonObject {
  return Object.assign({}, ...fragments.map((fragment) => objectAt(fragment, 'components', 'schemas')))
}

function read(document: JsonObject, bodies: readonly Json[]): Callback {
  const top = bodies.flatMap((body) => parts(document, body))
  const data = top.flatMap((part) => parts(document, at(part, 'properties', 'data') ?? null))
  const values = (from: readonly JsonObject[], field: string) =>
    from.flatMap((part) => parts(document, at(part, 'properties', field) ?? null)).flatMap(valuesOf)
  const names = (from: readonly JsonObject[]) =>
    from.flatMap((part) => Object.keys(objectAt(part, 'properties')))
  return {
    codes: new Set(values(top, 'code')),
    states: new Set(values(data, 'state')),
    fields: new Set([...names(top), ...names(data).map((name) => `data.${name}`)]),
  }
}

/** The values of an enum, and of a field that stays open those that its description names. */
function valuesOf(schema: JsonObject): string[] {
  const listed = listAt(schema, 'enum').map(String)
  return listed.length > 0 ? listed : (textAt(schema, 'description').match(/\b\d{3}\b/g) ?? [])
}

/** A schema and all that it is composed of, references followed. */
function parts(document: JsonObject, schema: Json, seen: readonly string[] = []): JsonObject[] {
  if (!isObject(schema)) return []
  const { $ref: reference } = schema
  const arms = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => listAt(schema, keyword))
  const own = [schema, ...arms.flatMap((arm) => parts(document, arm, seen))]
  if (typeof reference !== 'string' || seen.includes(reference)) return own
  const target = objectAt(document, 'components', 'schemas')[reference.replace('#/components/schemas/', '')]
  return [...own, ...parts(document, target ?? null, [...seen, reference])]
}
