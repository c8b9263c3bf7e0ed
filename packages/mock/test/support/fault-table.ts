import { catalogue } from '../../src/faults/catalogue/index.ts'
import type { FaultName, FaultOptions } from '../../src/faults/fault.ts'
import { optionRules } from '../../src/faults/options.ts'
import { wanted } from '../../src/faults/rules.ts'

/** The line of the README's table for a kind of fault. */
export function faultRow(kind: FaultName): string {
  const { summary, fields, appliesTo } = catalogue[kind]
  const command = appliesTo.includes('download') ? 'download' : 'create'
  const own = Object.entries(fields).map(
    ([name, rule]) => `\`${name}\` (${JSON.stringify(rule.default)}): ${rule.description}; ${wanted(rule)}`,
  )
  return `| \`${command} ${kind}\` | ${summary} | ${own.join('<br>')} |`
}

/** The line of the README's table for a field that every kind has. */
export function optionRow(name: keyof FaultOptions): string {
  const { rule } = optionRules[name]
  return `| \`${name}\` | ${rule.description}; ${wanted(rule)} | ${rule.default ?? ''} |`
}

/** Without the blanks that a formatter puts into tables. */
export function unpadded(table: string): string {
  return table.replaceAll(/ +\|/g, ' |').replaceAll(/\| +/g, '| ')
}
