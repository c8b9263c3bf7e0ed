import { brief, contractOf, isObject, type Json, type JsonObject, sameJson } from '@apikley/pages/document'
import { below, type Tell, type Told } from './told.ts'

/** How two descriptions of one answer become one. */
export interface Joining {
  /**
   * Whether what only the second says is taken: a property, or a value of an enum.
   * @param place `/properties/taskId`, relative to what was joined first.
   */
  readonly takes: (place: string, what: Json, theirs: Told) => boolean
  /** Called for each property that is taken; its result is added. */
  readonly adopt: (property: Json) => Json
  /** Whether values that only the second lists stay listed: programs were written against them. Default: false. */
  readonly keepsValues?: true
  /** Called with half a sentence where the second says otherwise: the first one's word stays. */
  readonly differs: Tell
}

/** Words that a page may leave out because another one says them. */
const fillsIn = ['description', 'examples']
/** What a value cannot be both ways. All other keywords of the second limit what comes, and nobody minds. */
const decides = ['type', 'const', '$ref', 'allOf', 'anyOf', 'oneOf']

/**
 * The schema of an answer as the first page has it, with what the second knows more: properties, values, and words where
 * the first has none. Nothing that the first says is taken away or changed: programs were written against it.
 */
export function joinAnswers(first: Json, second: Json, theirs: Told, how: Joining, place = ''): Json {
  if (!isObject(first) || !isObject(second)) return first
  const joined: JsonObject = { ...first }
  for (const keyword of fillsIn) {
    const words = second[keyword]
    if (joined[keyword] === undefined && words !== undefined) joined[keyword] = words
  }
  for (const keyword of decides) {
    const [ours, other] = [first[keyword], second[keyword]]
    if (other === undefined || sameJson(contractOf(ours ?? null), contractOf(other))) continue
    how.differs(below(theirs, keyword), `${keyword} ${brief(other)}, where it is ${brief(ours)}`)
    // What it says of another kind of value is no news about this one.
    return first
  }
  if (Array.isArray(first['enum']) && Array.isArray(second['enum'])) {
    const known = first['enum']
    const more = second['enum'].filter((value) => !known.some((other) => sameJson(other, value)))
    const taken = more.filter((value) => how.takes(`${place}/enum`, value, below(theirs, 'enum')))
    joined['enum'] = [...known, ...taken]
  } else if (how.keepsValues && first['enum'] === undefined && second['enum'] !== undefined) {
    joined['enum'] = second['enum']
  }
  const items = second['items']
  if (first['items'] !== undefined && items !== undefined) {
    joined['items'] = joinAnswers(first['items'], items, below(theirs, 'items'), how, `${place}/items`)
  }
  if (isObject(second['properties'])) {
    joined['properties'] = joinProperties(first['properties'], second['properties'], theirs, how, place)
  }
  return joined
}

function joinProperties(
  first: Json | undefined,
  second: JsonObject,
  theirs: Told,
  how: Joining,
  place: string,
): JsonObject {
  const joined: JsonObject = isObject(first) ? { ...first } : {}
  for (const [name, property] of Object.entries(second)) {
    const known = joined[name]
    const told = below(theirs, 'properties', name)
    const where = `${place}/properties/${name}`
    if (known !== undefined) joined[name] = joinAnswers(known, property, told, how, where)
    else if (how.takes(where, property, told)) joined[name] = how.adopt(property)
  }
  return joined
}
