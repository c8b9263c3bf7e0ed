import { at, objectAt, textAt } from '@apikley/pages/document'
import { entry, items, type Located, placeOf, under } from '../document/located.ts'
import type { Finding } from '../finding.ts'
import { compareMembers, type Member } from '../schemas/members.ts'
import { type CompareSchemas, directionOf, type Way } from '../schemas/pair.ts'
import { compareDeprecation, compareDocs, compareRest } from './notes.ts'
import type { Operation } from './operation.ts'

interface Parameter {
  readonly located: Located
  readonly member: Member
}

/** OpenAPI says that these are told elsewhere, and that parameters of these names mean nothing. */
const toldElsewhere = new Set(['accept', 'content-type', 'authorization'])
const judged = 'name in required deprecated schema content description example examples'.split(' ')

/** The findings by what the parameter is: `query parameter`, `header`. */
export function compareParameters(
  before: Operation,
  after: Operation,
  way: Way,
  compare: CompareSchemas,
): ReadonlyMap<string, readonly Finding[]> {
  const [old, now] = [parametersOf(before), parametersOf(after)]
  return new Map(
    ['path parameter', 'query parameter', 'header', 'cookie'].map((noun) => {
      const [older, newer] = [old.get(noun) ?? new Map(), now.get(noun) ?? new Map()]
      const found = compareMembers(membersOf(older), membersOf(newer), way, compare)
      for (const [name, parameter] of newer) {
        const known = older.get(name)
        if (known) found.push(...beside(known, parameter, way))
      }
      return [noun, found]
    }),
  )
}

function membersOf(parameters: ReadonlyMap<string, Parameter>): ReadonlyMap<string, Member> {
  return new Map([...parameters].map(([name, { member }]) => [name, member]))
}

/** What a parameter says beside its schema. */
function beside(old: Parameter, now: Parameter, way: Way): Finding[] {
  const place = placeOf(now.located)
  const direction = directionOf(way)
  const field = [now.member.key]
  const [before, after] = [objectAt(old.located.value), objectAt(now.located.value)]
  return [
    ...compareRest(before, after, judged, direction, place),
    ...compareDeprecation(before, after, direction, place),
    ...compareDocs(before, after, ['description', 'x-evidence'], direction, place),
  ].map((finding) => ({ ...finding, field }))
}

/** By what it is and by its name; a path's by where it stands in the path, headers without regard to case. */
function parametersOf({ located, item, pathNames }: Operation): Map<string, Map<string, Parameter>> {
  const found = new Map<string, Map<string, Parameter>>()
  for (const parameter of [...items(entry(item, 'parameters')), ...items(entry(located, 'parameters'))]) {
    const [name, where] = [textAt(parameter.value, 'name'), textAt(parameter.value, 'in')]
    if (where === 'header' && toldElsewhere.has(name.toLowerCase())) continue
    const noun = where === 'query' || where === 'path' ? `${where} parameter` : where
    const key =
      where === 'path' ? `{${pathNames.indexOf(name)}}` : where === 'header' ? name.toLowerCase() : name
    const [content] = Object.keys(objectAt(parameter.value, 'content'))
    const holder = content === undefined ? parameter : entry(parameter, 'content', content)
    const required = at(parameter.value, 'required') === true
    const member = { key: name, place: placeOf(parameter), schemas: under(holder, 'schema'), required }
    const sorts = found.get(noun) ?? new Map<string, Parameter>()
    found.set(noun, sorts.set(key, { located: parameter, member }))
  }
  return found
}
