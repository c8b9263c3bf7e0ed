import type { Change } from '../change.ts'
import type { Detail, Reported } from '../finding.ts'
import type { Rule } from '../table.ts'
import { ownersOf, phrase } from './phrase.ts'

/** Rules that would repeat themselves for every field: one sentence lists the fields. */
const listsFields = new Set(['docs-changed', 'examples-changed'])

/**
 * Findings as changes, ordered by model, place and id. What several operations share is one change, and no
 * sentence comes twice.
 * @param rules All that a finding can name.
 * @param operations The names of all that there are.
 */
export function describeChanges<Mark extends string>(
  findings: readonly Reported[],
  rules: readonly Rule<Mark>[],
  operations: readonly string[],
): readonly Change<Mark>[] {
  const shared = Map.groupBy(findings, (finding) => {
    const { rule, direction, detail, subject } = finding
    const { part, noun, model, operation } = subject
    const own = rule.includes('operation-') ? operation : ''
    return JSON.stringify([rule, direction, detail, fieldOf(finding), part, noun, model, own])
  })
  const merged = Map.groupBy(shared, ([key, group]) => {
    const [first] = group
    if (!first || !listsFields.has(first.rule)) return key
    const { rule, direction, subject } = first
    const owners = ownersOf(subjectsOf(group), operations)
    return JSON.stringify([rule, direction, subject.part, subject.noun, owners, fieldOf(first) === ''])
  })
  return [...merged.values()]
    .flatMap(
      (groups) =>
        changeOf(
          groups.map(([, group]) => group),
          rules,
          operations,
        ) ?? [],
    )
    .toSorted(inOrder)
}

/** The sentence for findings that are the same but for whose they are, or for which field they are about. */
function changeOf<Mark extends string>(
  groups: readonly (readonly Reported[])[],
  rules: readonly Rule<Mark>[],
  operations: readonly string[],
): Change<Mark> | undefined {
  const [group = []] = groups
  const [first] = group
  if (!first) return undefined
  const { rule: id, place, direction, detail, subject } = first
  const rule = rules.find((each) => each.id === id)
  if (!rule) throw new Error(`The table has no rule ${id}.`)
  const fields = groups.flatMap(([finding]) => (finding ? [fieldOf(finding)] : []))
  const of = phrase(fields, ownersOf(subjectsOf(group), operations))
  const change: Change = {
    id,
    place,
    direction: rule.direction === 'both' ? direction : rule.direction,
    level: rule.level,
    text: sentence(rule.says, of, detail, fieldOf(first)),
    ...(subject.model !== undefined && { model: subject.model }),
  }
  return Object.assign(change, rule.marks)
}

/** A rule's sentence with what was found. A removed field takes its own fields with it, and programs may use any of them. */
function sentence(says: string, of: string, { inside = [], ...parts }: Detail, field: string): string {
  const below = inside.map((path) => `\`${field}${path}\``).join(', ')
  const words = { from: '', to: '', what: '', ...parts, of, inside: below && `, and with it ${below}` }
  const known = new Map(Object.entries(words))
  return says.replaceAll(/\{(\w+)\}/g, (whole, name: string) => known.get(name) ?? whole)
}

function subjectsOf(group: readonly Reported[]) {
  return group.map(({ subject }) => subject)
}

function fieldOf({ field }: Reported): string {
  return field.join('').replace(/^\./, '')
}

function inOrder(left: Change, right: Change): number {
  const [one, other] = [left, right].map(({ model = '', place, id, text }) => [model, place, id, text])
  const index = one?.findIndex((value, position) => value !== other?.[position]) ?? -1
  return index === -1 ? 0 : (one?.[index] ?? '') < (other?.[index] ?? '') ? -1 : 1
}
