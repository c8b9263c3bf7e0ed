import { type Content, factOf, has, keysOf, wordsOf } from '../facts.ts'
import type { Frame } from '../frame.ts'
import { types } from '../grammar/openapi.ts'
import { keywordsOfType } from '../grammar/schema.ts'
import type { ScalarKind } from '../lines.ts'
import { partsOf } from '../shapes.ts'
import { weights } from '../weights.ts'

/** Weighs what speaks against ending a map or list here: what it lacks, and what does not go together in it. */
export function closingCost({ type, list, content, parent }: Frame, refs: ReadonlySet<string>): number {
  if (list || has(content, '$ref')) return 0
  const missing = (types[type]?.needs ?? []).filter((key) => !has(content, key))
  let cost = missing.length * weights.missingField
  if (type === 'schema') cost += schemaCost(content)
  if (parent?.type === 'components') cost += danglingCost(content, parent.open, refs)
  if (type === 'mediaType' && !has(content, 'schema')) cost += weights.typelessSchema
  if (type === 'parameter' && !has(content, 'schema') && !has(content, 'content'))
    cost += weights.missingField
  return cost
}

/** What is referred to and is not among the components of its section. */
function danglingCost(content: Content | null, section: string | null, refs: ReadonlySet<string>): number {
  const prefix = `#/components/${section}/`
  const asked = [...refs].filter((ref) => ref.startsWith(prefix) && !ref.includes('%'))
  return asked.filter((ref) => !has(content, ref.slice(prefix.length))).length * weights.danglingRef
}

const speaking = ['type', 'allOf', 'anyOf', 'oneOf', 'enum', 'const', 'not', 'properties', 'if', 'items']

const keywords = [
  'format',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'items',
  'minItems',
  'maxItems',
]

function isComposed(content: Content | null): boolean {
  return ['allOf', 'anyOf', 'oneOf'].some((key) => has(content, key))
}

const describing = ['properties', 'additionalProperties', 'patternProperties', 'allOf', 'anyOf', 'oneOf']

function schemaCost(content: Content | null): number {
  const declared = factOf(content, 'type')
  const type = declared?.is === 'word' ? declared.text : null
  let cost = namesCost(content)
  if (!speaking.some((key) => has(content, key))) cost += weights.typelessSchema
  if (type === 'array' && !has(content, 'items') && !has(content, 'prefixItems')) {
    cost += weights.arrayWithoutItems
  }
  if (isComposed(content) && type === null) {
    cost += keywords.filter((key) => has(content, key)).length * weights.besideParts
    cost += unfitExamples(
      content,
      partsOf(content).map((part) => part.type),
    )
  }
  if (type === null || declared === null) return cost
  if (type === 'object' && !describing.some((key) => has(content, key))) cost += weights.emptyObject
  const collection = type === 'object' || type === 'array'
  if (collection && (has(content, 'format') || has(content, 'enum'))) cost += weights.unfitKeyword
  for (const [of, unfit] of Object.entries(keywordsOfType)) {
    if (of === type || (of === 'number' && type === 'integer')) continue
    cost += unfit.filter((key) => has(content, key)).length * weights.unfitKeyword
  }
  cost += unfitExamples(content, [type])
  return cost
}

/** @param allowed the types of which one has to fit; `null`: any. */
function unfitExamples(content: Content | null, allowed: readonly (string | null)[]): number {
  const unfit = ['default', 'example', 'enum'].filter((key) => {
    const kind = factOf(content, key)
    return kind?.is === 'word' && !allowed.some((type) => type === null || fitsType(kind.text, type))
  })
  return unfit.length * weights.wrongExampleType
}

/** `required` and the lists that some sites add name the properties. */
function namesCost(content: Content | null): number {
  const properties = factOf(content, 'properties')
  const names = new Set(properties?.is === 'content' ? keysOf(properties).map((key) => key.trim()) : [])
  let open = false
  for (const part of partsOf(content)) {
    open ||= part.ref !== null || part.parts.length > 0
    for (const name of keysOf(part.properties)) names.add(name.trim())
  }
  const required = open ? [] : wordsOf(factOf(content, 'required'))
  const elsewhere = has(content, 'required') && names.size > 0 && !has(content, 'properties')
  let cost = elsewhere && !has(content, 'allOf') ? weights.requiredBesideParts : 0
  cost += required.filter((name) => !names.has(name.trim())).length * weights.unknownRequired
  const ordered = wordsOf(factOf(content, 'x-apidog-orders')).map((name) => name.trim())
  // Such a list names a part that came from a component by an id of 26 characters, so that it says nothing of the rest.
  if (ordered.length === 0 || ordered.some((name) => /^01[\dA-Z]{24}$/.test(name))) return cost
  const unlisted = [...names].filter((name) => !ordered.includes(name))
  const unknown = ordered.filter((name) => !names.has(name))
  cost += (unlisted.length + unknown.length) * weights.unlistedProperty
  return cost
}

/** Whether data of a kind can be of a type of JSON Schema. `null` fits all: examples say so of fields that may lack. */
export function fitsType(kind: string, type: string): boolean {
  return kind === 'null' || kind === 'alias' || kindsOf[type]?.includes(kind) !== false
}

const kindsOf: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  integer: ['integer'],
  number: ['integer', 'number'],
  boolean: ['boolean'],
  object: ['map'],
  array: ['list'],
  null: [],
} satisfies Record<string, readonly ScalarKind[]>
