import { sameJson } from '@apikley/pages/document'
import type { Located } from '../document/located.ts'
import { findingAt, type Finding } from '../finding.ts'
import { describe } from './describe.ts'
import type { Pair } from './pair.ts'
import { shapeOf } from './shape/shape-of.ts'

/** One form: what has to fit these schemas. */
type Form = readonly Located[]

/** The forms of both versions. */
export interface Forms {
  readonly before: readonly Form[]
  readonly after: readonly Form[]
}

/**
 * The forms of anyOf and oneOf. Their order and the names of their components mean nothing, so a form is found again
 * when nothing differs, else when it has the same marks, else the same type.
 */
export function compareAlternatives(pair: Pair, forms: Forms = formsOfUnions(pair)): Finding[] {
  const { way, compare } = pair
  if ((forms.before.length === 0) !== (forms.after.length === 0)) return [asLimit(pair, forms)]
  const before = [...forms.before]
  const after = [...forms.after]
  const found: Finding[] = []
  const isPair = [
    (old: Form, now: Form) => compare(old, now, way).length === 0,
    (old: Form, now: Form) => marks(old).length > 0 && sameJson(marks(old), marks(now)),
    (old: Form, now: Form) => marks(old).length + marks(now).length === 0 && haveSameType(old, now),
  ]
  for (const fits of isPair) {
    for (const old of before.slice()) {
      const now = after.find((candidate) => fits(old, candidate))
      if (!now) continue
      before.splice(before.indexOf(old), 1)
      after.splice(after.indexOf(now), 1)
      found.push(...compare(old, now, way))
    }
  }
  return [
    ...found,
    ...after.map((form) => findingAt(pair, `${way}-alternative-added`, { what: named(form) })),
    ...before.map((form) => findingAt(pair, `${way}-alternative-removed`, { what: named(form) })),
  ]
}

function formsOfUnions({ before, after }: Pair): Forms {
  const one = (schema: Located): Form => [schema]
  return { before: before.alternatives.map(one), after: after.alternatives.map(one) }
}

/** Where one version has no forms, and is not one of the other's, the forms limit what goes without them. */
function asLimit(pair: Pair, { before, after }: Forms): Finding {
  const write = (forms: readonly Form[]) =>
    forms.length === 0 ? 'any form' : `one of these forms: ${forms.map(named).join(' | ')}`
  const rule = `${pair.way}-limit-${after.length > 0 ? 'tightened' : 'loosened'}`
  return findingAt(pair, rule, { from: write(before), to: write(after) })
}

function named(form: Form): string {
  return `${describe(shapeOf(form))}${told(form)}`
}

/** What tells a form apart for people: its marks, else the fields that it must have, else those that it may have. */
function told(form: Form): string {
  const { required, properties } = shapeOf(form)
  const names = required.size > 0 ? [...required] : [...properties.keys()]
  const words = marks(form).map(([name, value]) => `${name} ${value}`)
  return [...(words.length > 0 ? words : names)].map((word) => ` with ${word}`).join('')
}

/** The fields of a form that have one value only: they tell it apart from the others. */
function marks(form: Form): [string, string][] {
  return [...shapeOf(form).properties]
    .flatMap(([name, schemas]): [string, string][] => {
      const { values } = shapeOf(schemas)
      return values?.length === 1 ? [[name, JSON.stringify(values[0])]] : []
    })
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
}

function haveSameType(old: Form, now: Form): boolean {
  const [left, right] = [old, now].map((form) => shapeOf(form).types)
  return sameJson([...(left ?? [])], [...(right ?? [])])
}
