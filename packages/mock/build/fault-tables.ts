import { catalogue } from '../src/faults/catalogue/index.ts'
import { operationsOf } from '../src/faults/catalogue/operations.ts'
import { optionRules } from '../src/faults/options.ts'
import { wanted } from '../src/faults/rules.ts'

/** The documentation with its tables of faults as the catalogue has them, each behind a comment with its name. */
export function withFaultTables(markdown: string): string {
  return [...markdown.matchAll(/<!-- table: (\w+) -->\n\n(?:\|.*\n)*/g)].reduce((text, [old, name]) => {
    const rows = name === 'kinds' ? kindRows() : name === 'options' ? optionRows() : undefined
    if (!rows) throw new Error(`There is no table ${name}.`)
    return text.replace(old, () => `<!-- table: ${name} -->\n\n${table(rows)}`)
  }, markdown)
}

function kindRows(): string[][] {
  const rows = Object.entries(catalogue).map(([kind, { summary, fields, appliesTo }]) => {
    const command = operationsOf({ appliesTo }).includes('createTask') ? 'create' : 'download'
    const own = Object.entries(fields).map(
      ([name, rule]) => `\`${name}\` (${JSON.stringify(rule.default)}): ${rule.description}; ${wanted(rule)}`,
    )
    return [`\`${command} ${kind}\``, summary, own.join('<br>')]
  })
  return [['command', 'what happens', 'its own fields'], ...rows]
}

function optionRows(): string[][] {
  const rows = Object.entries(optionRules).map(([name, rule]) => [
    `\`${name}\``,
    `${rule.description}; ${wanted(rule)}`,
    String(rule.default ?? ''),
  ])
  return [['field', 'what it does', 'default'], ...rows]
}

// As the formatter writes it.
function table([head = [], ...rows]: readonly string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |\n`
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('')
}
