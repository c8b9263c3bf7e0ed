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
  /**
   * Whether a supplement is believed more than the document. For documents that tell of the twin only, as the supplements
   * do. Default: false.
   */
  readonly repeat?: boolean
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
  { repeat = false, join = (there) => there, tell }: Adding = {},
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
    let added = 0
    const addItems = (there: Json[], items: readonly Json[], below: Path): void => {
      for (const item of items) {
        const known = there.find((each) => isSameItem(each, item))
        if (known === undefined) {
          there.push(structuredClone(item))
          added += 1
        } else if (!repeat || adder(below) !== undefined) isThere(below, item)
      }
    }
    const take = (existing: JsonObject, key: string, value: Json, below: Path): void => {
      existing[key] = structuredClone(value)
      addedBy.set(pointer(below), file)
      added += 1
    }
    const add = (existing: JsonObject, addition: JsonObject, path: Path): void => {
      const before = added
      // Evidence last: it is of what is added beside it, and what the document says itself needs none.
      for (const [key, value] of Object.entries(addition).toSorted(evidenceLast)) {
        const there = existing[key]
        const below = [...path, key]
        const isBelieved = repeat && adder(below) === undefined
        if (there === undefined && existing['$ref'] !== undefined) {
          problems.push(
            `${where(pointer(below))}: ${pointer(below)} would stand beside a $ref, where it says nothing. Add it to what the $ref names.`,
          )
        } else if (there === undefined) {
          const isIdle = key === 'x-evidence' && added === before && !repeat
          if (isIdle) superfluous.set(pointer(below), pointer(below))
          else take(existing, key, value, below)
        } else if (Array.isArray(there) && Array.isArray(value)) addItems(there, value, below)
        else if (isObject(there) && isObject(value) && (isBelieved ? joins : goTogether)(there, value)) {
          add(there, value, below)
        } else if (isBelieved) take(existing, key, value, below)
        else {
          if (adder(below) === undefined) existing[key] = join(there, value)
          isThere(below)
        }
      }
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

/** A reference stands alone: what would join it has to take its place. */
function joins(there: JsonObject, value: JsonObject): boolean {
  return (there['$ref'] ?? value['$ref']) === undefined
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
