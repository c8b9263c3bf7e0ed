import { brief } from '../differences.ts'
import { isObject, type Json, type JsonObject, sameJson } from '../json.ts'
import { contractOf, isForReaders } from '../schema/contract.ts'
import { below, placeOf, type Told } from './told.ts'

/** How two descriptions of one answer become one. */
export interface Joining {
  /** What to do with `required`: only what both require stays, or what the first requires. */
  readonly required: 'both' | 'first'
  /** Called for each property that only the second has; its result is added. */
  readonly adopt: (property: Json) => Json
  /** Called with a sentence for each contradiction. */
  readonly refuse: (problem: string) => void
}

/** Words that a page may leave out because another one says them. */
const fillsIn = new Set(['description', 'examples'])
/** Limits of which the smaller value lets more pass, and those of which the larger does. */
const lower = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'])
const upper = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'])
/** A reader of answers that minds these minds more than one page says: without them everything passes. */
const droppable = new Set(['format', 'pattern', 'multipleOf', 'uniqueItems', 'default', 'const', 'enum'])

/**
 * The schema of an answer that both pages' answers fit: it describes what may come, so the wider one counts in each
 * place. The first one's words stay, and where it has none the second's tell. Only what no value could be both ways, such as two types, is a contradiction.
 */
export function joinAnswers(first: Json, second: Json, ours: Told, theirs: Told, how: Joining): Json {
  if (!isObject(first) || !isObject(second)) {
    if (!sameJson(first, second)) contradict(first, second, ours, theirs, how)
    return first
  }
  const joined: JsonObject = {}
  for (const keyword of new Set([...Object.keys(first), ...Object.keys(second)])) {
    const both: Both = { first: first[keyword], second: second[keyword] }
    const value = joinKeyword(keyword, both, below(ours, keyword), below(theirs, keyword), how)
    if (value !== undefined) joined[keyword] = value
  }
  return joined
}

interface Both {
  readonly first: Json | undefined
  readonly second: Json | undefined
}

function joinKeyword(keyword: string, both: Both, ours: Told, theirs: Told, how: Joining): Json | undefined {
  const { first, second } = both
  if (fillsIn.has(keyword)) return first ?? second
  if (isForReaders(keyword)) return first
  if (keyword === 'required') return joinRequired(both, how)
  if (keyword === 'properties') return joinProperties(both, ours, theirs, how)
  if (first === undefined || second === undefined) return undefined
  if (keyword === 'items') return joinAnswers(first, second, ours, theirs, how)
  if (sameJson(contractOf(first), contractOf(second))) return first
  if (keyword === 'type') return joinTypes(first, second, ours, theirs, how)
  if (keyword === 'enum') return union(first, second)
  if (lower.has(keyword)) return Math.min(Number(first), Number(second))
  if (upper.has(keyword)) return Math.max(Number(first), Number(second))
  if (droppable.has(keyword)) return undefined
  contradict(first, second, ours, theirs, how)
  return first
}

function joinRequired({ first, second }: Both, { required }: Joining): Json | undefined {
  if (!Array.isArray(first) || required === 'first') return first
  const kept = first.filter((name) => Array.isArray(second) && second.includes(name))
  return kept.length === 0 ? undefined : kept
}

function joinProperties({ first, second }: Both, ours: Told, theirs: Told, how: Joining): Json {
  const joined: JsonObject = isObject(first) ? { ...first } : {}
  for (const [name, property] of Object.entries(isObject(second) ? second : {})) {
    const known = joined[name]
    joined[name] =
      known === undefined
        ? how.adopt(property)
        : joinAnswers(known, property, below(ours, name), below(theirs, name), how)
  }
  return joined
}

/** Null beside a type, and numbers beside integers, are wider; any other second type contradicts. */
function joinTypes(first: Json, second: Json, ours: Told, theirs: Told, how: Joining): Json {
  const all = [...new Set([first, second].flat())]
  const names = all.includes('number') ? all.filter((name) => name !== 'integer') : all
  if (names.filter((name) => name !== 'null').length > 1) contradict(first, second, ours, theirs, how)
  return names.length === 1 ? (names[0] ?? null) : names
}

function union(first: Json, second: Json): Json {
  const known = [first].flat()
  return [...known, ...[second].flat().filter((value) => !known.some((other) => sameJson(other, value)))]
}

function contradict(first: Json, second: Json, ours: Told, theirs: Told, { refuse }: Joining): void {
  refuse(
    `${placeOf(ours)} and ${placeOf(theirs)} disagree on ${ours.place}: ${brief(first)} and ${brief(second)}. ` +
      'Correct the page that is wrong with an overlay.',
  )
}
