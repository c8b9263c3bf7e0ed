import type { Change } from '../../change.ts'
import type { Reported, Subject } from '../finding.ts'
import { type Group, groupBy } from '../group-by.ts'
import { type RuleId, ruleOf } from '../table.ts'
import { ownersOf, phrase } from './phrase.ts'
import { sentences } from './sentences.ts'

/** Rules that would repeat themselves for every field: one sentence lists the fields. */
const listsFields: ReadonlySet<RuleId> = new Set(['docs-changed', 'examples-changed'])

/**
 * Findings as changes, ordered by model, place and id. What several operations share is one change, and no
 * sentence comes twice. `operations` are the names of all that there are.
 */
export function describeChanges(
  findings: readonly Reported[],
  operations: readonly string[],
): readonly Change[] {
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
  return [...merged.values()].map((groups) => changeOf(groups, operations)).toSorted(inOrder)
}

/** The sentence for findings that are the same but for whose they are, or for which field they are about. */
function changeOf(groups: Group<Group<Reported>>, operations: readonly string[]): Change {
  const [[{ rule: id, place, direction, detail, subject }]] = groups
  const { level, behaviour, money } = ruleOf(id)
  const owners = ownersOf(subjectsOf(groups[0]), operations)
  const fields = groups.map(([finding]) => fieldOf(finding))
  const { from = '', to = '', what = '', inside: below = [] } = detail
  const inside = below.map((path) => `${fields[0]}${path}`)
  return {
    id,
    place,
    direction,
    level,
    text: sentences[id]({ of: phrase(fields, owners), from, to, what, inside }),
    ...(subject.model !== undefined && { model: subject.model }),
    ...(money && { money }),
    ...(behaviour && { behaviour }),
  }
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
