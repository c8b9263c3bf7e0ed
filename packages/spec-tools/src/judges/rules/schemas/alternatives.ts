import { sameJson } from '../../../json.ts'
import type { Finding } from '../finding.ts'
import type { Located } from '../document/located.ts'
import { describe } from './describe.ts'
import type { Pair } from './pair.ts'
import { shapeOf } from './shape.ts'

/**
 * The forms of anyOf and oneOf. Their order and the names of their components mean nothing, so a form is found again
 * when nothing differs, else when it has the same marks, else the same type.
 */
export function compareAlternatives(pair: Pair): Finding[] {
  const { way, direction, place, compare } = pair
  const before = [...pair.before.alternatives]
  const after = [...pair.after.alternatives]
  const found: Finding[] = []
  const isPair = [
    (old: Located, now: Located) => compare([old], [now], way).length === 0,
    (old: Located, now: Located) => marks(old).length > 0 && sameJson(marks(old), marks(now)),
    (old: Located, now: Located) => marks(old).length + marks(now).length === 0 && haveSameType(old, now),
  ]
  for (const fits of isPair) {
    for (const old of before.slice()) {
      const now = after.find((candidate) => fits(old, candidate))
      if (!now) continue
      before.splice(before.indexOf(old), 1)
      after.splice(after.indexOf(now), 1)
      found.push(...compare([old], [now], way))
    }
  }
  const finding = (rule: Finding['rule'], form: Located): Finding => {
    const told = marks(form).map(([name, value]) => ` with ${name} ${value}`)
    const detail = { what: `${describe(shapeOf([form]))}${told.join('')}` }
    return { rule, place, direction, field: [], detail }
  }
  return [
    ...found,
    ...after.map((form) => finding(`${way}-alternative-added`, form)),
    ...before.map((form) => finding(`${way}-alternative-removed`, form)),
  ]
}

/** The fields of a form that have one value only: they tell it apart from the others. */
function marks(form: Located): [string, string][] {
  return [...shapeOf([form]).properties]
    .flatMap(([name, schemas]): [string, string][] => {
      const { values } = shapeOf(schemas)
      return values?.length === 1 ? [[name, JSON.stringify(values[0])]] : []
    })
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
}

function haveSameType(old: Located, now: Located): boolean {
  const [left, right] = [old, now].map((form) => shapeOf([form]).types)
  return sameJson([...(left ?? [])], [...(right ?? [])])
}
