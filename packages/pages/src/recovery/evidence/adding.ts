import { has } from '../facts.ts'
import type { Frame } from '../frame.ts'
import { homes } from '../grammar/openapi.ts'
import type { Line, LineValue } from '../lines.ts'
import { type Components, grammarOf, type Slot } from '../slots.ts'
import { typeOf } from '../shapes.ts'
import { weights } from '../weights.ts'
import { fitsType } from './closing.ts'
import { standing } from './standing.ts'
import type { Widths } from './width.ts'

/** What the whole page says beside its order of lines. */
export interface Context {
  readonly components: Components
  /** Every text that stands behind a `$ref`. */
  readonly refs: ReadonlySet<string>
  /** Keys that the page writes above prose and never below it. */
  readonly beforeProse: ReadonlySet<string>
  /** Of the writer; `null` where it is unknown, so that they are no evidence. */
  readonly widths: Widths | null
}

const prose = new Set(['description', 'title', 'summary', 'example', 'examples', 'externalDocs'])
const componentSections = new Set([
  'schemas',
  'responses',
  'parameters',
  'requestBodies',
  'headers',
  'examples',
])

/** Weighs what speaks against giving a map this key. */
export function addingCost(frame: Frame, key: string, slot: Slot, line: Line, context: Context): number {
  const { content, type } = frame
  let cost = 0
  const fields = grammarOf(type).fields
  if (fields && '$ref' in fields && content) {
    if (key === '$ref' || (has(content, '$ref') && key !== 'description' && key !== 'summary')) {
      cost += weights.besideRef
    }
  }
  if (key.startsWith('x-') && homes[key]?.includes(type) === false) cost += weights.awayFromHome
  if (isNamed(frame) && (takesSchema(key) || isFieldOutside(frame, line, context)))
    cost += weights.keywordAsName
  if (type === 'data') cost += dataCost(frame, slot, line, context)
  const section = frame.parent?.type === 'components' ? frame.parent.open : null
  if (section && componentSections.has(section) && !context.refs.has(`#/components/${section}/${key}`)) {
    cost += weights.unreferencedComponent
  }
  return cost + preference(frame, key)
}

function isNamed({ type, list }: Frame): boolean {
  return !list && type !== 'data' && grammarOf(type).fields === undefined
}

function isFieldOutside({ parent }: Frame, line: Line, { components }: Context): boolean {
  return parent !== null && standing(parent, line, components) === 2
}

function takesSchema(key: string): boolean {
  return ['items', 'not', 'properties', 'additionalProperties', 'example', 'default', 'examples'].includes(
    key,
  )
}

function dataCost(frame: Frame, slot: Slot, line: Line, context: Context): number {
  if (slot.undeclared) return weights.undeclaredKey
  if (slot.shape || !frame.parent) return 0
  return standing(outside(frame), line, context.components) === 2 ? weights.dataTakesField : 0
}

/** The innermost open object of the document's own grammar. */
function outside(frame: Frame): Frame {
  return frame.type === 'data' && frame.parent ? outside(frame.parent) : frame
}

/**
 * Settles what means the same: an example belongs to the media type rather than to its schema, prose to the array rather
 * than to its items, and otherwise to the innermost object (see `place.ts`).
 */
function preference({ type, content, parent }: Frame, key: string): number {
  if (type !== 'schema' || !prose.has(key)) return 0
  const composite = ['properties', 'allOf', 'oneOf', 'anyOf', '$ref'].some((part) => has(content, part))
  if (key.startsWith('example') && composite) return weights.preference * 3
  return parent?.open === 'items' && content ? weights.preference * 3 : 0
}

/** Weighs what speaks against this value at this place. */
export function valueCost(frame: Frame, slot: Slot, value: LineValue, context: Context): number {
  if (value.form === 'open') return 0
  let cost = 0
  const string = value.form === 'block' || value.kind === 'string'
  if (context.widths && value.form === 'scalar' && string && value.text.length > context.widths(frame)) {
    cost += weights.tooWide
  }
  if (slot.type === 'schema' && value.form === 'scalar' && frame.type !== 'schema') {
    if (value.kind === 'map') cost += weights.typelessSchema
    if (value.kind === 'boolean') cost += weights.booleanSchema
  }
  // The examples of a schema are weighed when it closes, for its type may stand below them.
  if (slot.type !== 'data' || frame.type === 'schema') return cost
  const type = typeOf(slot.shape, context.components)
  if (type && !fitsType(value.form === 'block' ? 'string' : value.kind, type))
    cost += weights.wrongExampleType
  return cost
}

/** Weighs a map or list that opens as the value of a slot. */
export function openingCost(slot: Slot, list: boolean, context: Context): number {
  if (slot.type !== 'data') return 0
  const type = typeOf(slot.shape, context.components)
  return type && !fitsType(list ? 'list' : 'map', type) ? weights.wrongExampleType : 0
}
