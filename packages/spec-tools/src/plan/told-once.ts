import { bumps, highest } from '@apikley/judges'
import type { ApiChange } from '../judging/knowledge.ts'
import { byText } from '../sources/lock.ts'
import type { Judge, PlannedChange } from './plan.ts'

/**
 * The verdicts of both judges, the same thing once: where both see one place, the rule's sentence is told, with both
 * names and the higher level. Of what the compiler sees only as text, nothing is left where a rule says more.
 */
export function tellOnce(
  byRules: readonly ApiChange[],
  byTypes: readonly ApiChange[],
): readonly PlannedChange[] {
  const told = byRules.map((change): PlannedChange => ({ ...change, judges: ['rules'] }))
  const alone: PlannedChange[] = []

  for (const change of byTypes) {
    const seen = [...told.keys()].filter((index) => {
      const rule = told[index]
      return rule !== undefined && rule.money !== true && isSame(change, rule)
    })
    for (const index of meant(change, seen, told)) {
      const other = told[index]
      if (other) told[index] = joined(other, change)
    }
    if (seen.length === 0) alone.push({ ...change, judges: ['types'] })
  }
  return inOrder([...told, ...alone])
}

/**
 * Of several rules at one place, those that the compiler can have meant: of its own level, else the highest. That a text
 * differs (patch) asks for nothing that a rule says beyond that.
 */
function meant(change: ApiChange, indexes: readonly number[], told: readonly PlannedChange[]): number[] {
  const levelAt = (index: number) => told[index]?.level ?? 'none'
  const own = indexes.filter((index) => levelAt(index) === change.level)
  if (own.length > 0 || change.level === 'patch') return own
  const top = highest(indexes.map(levelAt))
  return indexes.filter((index) => levelAt(index) === top)
}

function joined(told: PlannedChange, { level }: ApiChange): PlannedChange {
  const judges: readonly Judge[] = ['rules', 'types']
  return { ...told, level: highest([told.level, level]), judges }
}

function isSame(change: ApiChange, rule: ApiChange): boolean {
  if (change.model !== rule.model && change.model !== undefined && rule.model !== undefined) return false
  // That a module's text differs is no change of its own where somebody says what is behind it.
  if (change.level === 'patch') return change.model === undefined || rule.model === change.model
  if (isOfModel(change) && isOfModel(rule)) return true
  return isWithin(change.place, rule.place)
}

/** Whether the change is that a whole model came or went. */
function isOfModel({ id, model, text }: ApiChange): boolean {
  return id.startsWith('model-') || (model !== undefined && /^(Add|Remove):? the model /.test(text))
}

/** A keyword of a schema stands below the schema, and is the same place; another field is not. */
function isWithin(one: string, other: string): boolean {
  const [short = '', long = ''] = [one, other].toSorted((left, right) => left.length - right.length)
  const rest = long === short ? '' : long.startsWith(`${short}/`) ? long.slice(short.length) : undefined
  return rest !== undefined && !/\/(properties|items|allOf|anyOf|oneOf|paths|components)\//.test(`${rest}/`)
}

const verbs = ['Add', 'Change', 'Remove', 'Fix'] as const
export type Verb = (typeof verbs)[number]

/** What a sentence begins with. */
export function verbOf({ text }: ApiChange): Verb {
  return verbs.find((verb) => text.startsWith(verb)) ?? 'Change'
}

/** Money first; then by verb, the highest level first; the rest by model and place, so that equal plans are equal. */
function inOrder(changes: readonly PlannedChange[]): readonly PlannedChange[] {
  const key = (change: PlannedChange) =>
    [
      change.money === true ? 0 : 1,
      verbs.indexOf(verbOf(change)),
      bumps.length - bumps.indexOf(change.level),
      change.model ?? '',
      change.text,
      change.place,
    ].join('\0')
  return changes.toSorted((left, right) => byText(key(left), key(right)))
}
