import type { Change } from '../change.ts'
import type { Reported, Subject } from '../finding.ts'
import { type Group, groupBy } from '../group-by.ts'
import type { Rule } from '../table.ts'
import { ownersOf, phrase } from './phrase.ts'
import { sentence } from './sentence.ts'

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
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const shared = groupBy<Reported, unknown>(findings, (finding) => {
    const { rule, direction, detail, subject } = finding
    const { part, noun, model, operation } = subject
    const own = rule.includes('operation-') ? operation : ''
    return JSON.stringify([rule, direction, detail, fieldOf(finding), part, noun, model, own])
  })
  const merged = groupBy<Group<Reported>, unknown>(shared.values(), (group) => {
    const [{ rule, direction, subject }] = group
    if (!listsFields.has(rule)) return group
    const isWhole = fieldOf(group[0]) === ''
    return JSON.stringify([
      rule,
      direction,
      subject.part,
      subject.noun,
      ownersOf(subjectsOf(group), operations),
      isWhole,
    ])
  })
  return [...merged.values()].map((groups) => changeOf(groups, byId, operations)).toSorted(inOrder)
}

/** The sentence for findings that are the same but for whose they are, or for which field they are about. */
function changeOf<Mark extends string>(
  groups: Group<Group<Reported>>,
  rules: ReadonlyMap<string, Rule<Mark>>,
  operations: readonly string[],
): Change<Mark> {
  const [[{ rule: id, place, direction, detail, subject }]] = groups
  const rule = rules.get(id)
  if (!rule) throw new Error(`The table has no rule ${id}.`)
  const owners = ownersOf(subjectsOf(groups[0]), operations)
  const fields = groups.map(([finding]) => fieldOf(finding))
  const { from = '', to = '', what = '', inside: below = [] } = detail
  const inside = below.map((path) => `${fields[0]}${path}`)
  const change: Change = {
    id,
    place,
    direction: rule.direction === 'both' ? direction : rule.direction,
    level: rule.level,
    text: sentence(rule.says, { of: phrase(fields, owners), from, to, what, inside }),
    ...(subject.model !== undefined && { model: subject.model }),
  }
  return Object.assign(change, rule.marks)
}

function subjectsOf(group: readonly Reported[]): readonly Subject[] {
  return group.map(({ subject }) => subject)
}

function fieldOf({ field }: Reported): string {
  return field.join('').replace(/^\./, '')
}

function inOrder(left: Change, right: Change): number {
  const [one, other] = [left, right].map(({ model = '', place, id, text }) => [model, place, id, text])
  for (const [index, value] of (one ?? []).entries()) {
    const against = other?.[index] ?? ''
    if (value !== against) return value < against ? -1 : 1
  }
  return 0
}
