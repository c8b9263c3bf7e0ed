import {
  brief,
  contractOf,
  isObject,
  type Json,
  type JsonObject,
  pointer,
  refuse,
  sameJson,
} from '@apikley/pages/document'
import { placeOf, type Tell } from '../bundle/told.ts'
import type { Supplement } from './supplement.ts'

export interface Adding {
  /** What comes of two forms of one thing: the document's, with what the supplement knows more. Default: the document's. */
  readonly join?: (there: Json, value: Json) => Json
  /** Called for each supplement of which the document says something itself: a sentence for people. */
  readonly tell?: Tell
}

type Path = readonly string[]

/** What a value cannot be both ways. */
const decides = ['$ref', 'type', 'const', 'allOf', 'anyOf', 'oneOf']

/**
 * The document with everything of the supplements added; the arguments stay as they are. Lists grow at their end. What
 * the document says itself stays as it is, and is told.
 * @throws SpecError that names file and place of everything that two supplements add, or that stands beside a `$ref`.
 */
export function addSupplements(
  document: JsonObject,
  supplements: readonly Supplement[],
  { join = (there) => there, tell }: Adding = {},
): JsonObject {
  const result = structuredClone(document)
  const problems: string[] = []
  const addedBy = new Map<string, string>()

  for (const { file, fragment, lineOf } of supplements) {
    const superfluous = new Map<string, string>()
    const where = (place: string) => placeOf({ file, place, lineOf })
    const isThere = (below: Path, item?: Json): void => {
      const place = pointer(below)
      const what = place + (item === undefined ? '' : ` ${brief(item)}`)
      const other = adder(below)
      if (other === undefined) superfluous.set(what, place)
      else problems.push(`${where(place)}: ${what} is added by ${other} already. Keep one of the two.`)
    }
    /** Whether something was added. */
    const addItems = (there: Json[], items: readonly Json[], below: Path): boolean => {
      const news = items.filter((item) => !there.some((known) => isSameItem(known, item)))
      for (const item of items) if (!news.includes(item)) isThere(below, item)
      there.push(...structuredClone(news))
      return news.length > 0
    }
    const add = (existing: JsonObject, addition: JsonObject, path: Path): boolean => {
      let isNews = false
      // Evidence last: it is of what is added beside it, and what the document says itself needs none.
      for (const [key, value] of Object.entries(addition).toSorted(evidenceLast)) {
        const there = existing[key]
        const below = [...path, key]
        const place = pointer(below)
        if (there === undefined && existing['$ref'] !== undefined) {
          problems.push(
            `${where(place)}: ${place} would stand beside a $ref, where it says nothing. Add it to what the $ref names.`,
          )
        } else if (there === undefined && key === 'x-evidence' && !isNews) superfluous.set(place, place)
        else if (there === undefined) {
          existing[key] = structuredClone(value)
          addedBy.set(place, file)
          isNews = true
        } else if (Array.isArray(there) && Array.isArray(value)) {
          isNews = addItems(there, value, below) || isNews
        } else if (isObject(there) && isObject(value) && goTogether(there, value)) {
          isNews = add(there, value, below) || isNews
        } else {
          if (adder(below) === undefined) existing[key] = join(there, value)
          isThere(below)
        }
      }
      return isNews
    }
    add(result, fragment, [])
    const [place] = superfluous.values()
    if (place !== undefined) tell?.({ file, place, lineOf }, sentence([...superfluous.keys()]))
  }
  refuse(problems)
  return result

  /** The supplement that added a place, or something around it. */
  function adder(path: Path): string | undefined {
    const lengths = path.map((_, index) => path.length - index)
    const around = lengths.find((length) => addedBy.has(pointer(path.slice(0, length))))
    return around === undefined ? undefined : addedBy.get(pointer(path.slice(0, around)))
  }
}

function goTogether(there: JsonObject, value: JsonObject): boolean {
  if ((there['$ref'] === undefined) !== (value['$ref'] === undefined)) return false
  return decides.every((key) => {
    const [ours, theirs] = [there[key], value[key]]
    return ours === undefined || theirs === undefined || sameJson(contractOf(ours), contractOf(theirs))
  })
}

function evidenceLast([left]: readonly [string, Json], [right]: readonly [string, Json]): number {
  return Number(left === 'x-evidence') - Number(right === 'x-evidence')
}

/** A parameter is the same by its name, whatever is said of it. */
function isSameItem(one: Json, other: Json): boolean {
  const isNamed = isObject(one) && isObject(other) && typeof one['name'] === 'string'
  return isNamed ? one['name'] === other['name'] && one['in'] === other['in'] : sameJson(one, other)
}

function sentence(places: readonly string[]): string {
  const [first = '', ...others] = places
  const more = others.length === 0 ? '' : `, and ${others.length} other place${others.length > 1 ? 's' : ''},`
  return (
    `${first}${more} ${others.length === 0 ? 'is' : 'are'} documented upstream now, whose word counts. ` +
    'Delete it here; if upstream is wrong, correct it with an overlay.'
  )
}
