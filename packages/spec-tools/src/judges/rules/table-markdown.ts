import { alignedTable } from '../../text/aligned-table.ts'
import { type Rule, rules } from './table.ts'

/** The table of rules as Markdown; `specs/README.md` quotes it. */
export function ruleTable(): string {
  return alignedTable(
    ['rule', 'bump', 'direction', 'what it means', 'why'],
    rules.map((rule) => [`\`${rule.id}\``, marks(rule), rule.direction, rule.means, rule.why]),
  )
}

function marks({ level, behaviour, money }: Rule): string {
  return [level, ...(behaviour ? ['behaviour'] : []), ...(money ? ['money'] : [])].join(', ')
}
