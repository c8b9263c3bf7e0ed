import { type Rule, rules } from './table.ts'

/** The table of rules as Markdown; `specs/README.md` quotes it. */
export function ruleTable(): string {
  const head = ['rule', 'bump', 'direction', 'what it means', 'why']
  const rows = rules.map((rule) => [`\`${rule.id}\``, marks(rule), rule.direction, rule.means, rule.why])
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('')
}

function marks({ level, behaviour, money }: Rule): string {
  return [level, ...(behaviour ? ['behaviour'] : []), ...(money ? ['money'] : [])].join(', ')
}
