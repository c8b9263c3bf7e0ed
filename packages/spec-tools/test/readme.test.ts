import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Rule, rules } from '@apikley/judges'
import { repairRules } from '@apikley/pages'
import { ownRules } from '../src/judging/rules.ts'
import { repositoryRoot, specsFolder } from '../src/specs-folder.ts'

const readme = readFileSync(new URL('README.md', specsFolder), 'utf8')

function between(start: string, end: string): string | undefined {
  return readme.split(`${start}\n\n`)[1]?.split(`\n${end}`)[0]
}

/** A table of Markdown whose columns are aligned, as a formatter leaves it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('')
}

test('specs/README.md quotes the table of rules as it is', () => {
  const all: readonly Rule<'money'>[] = [...rules, ...ownRules]
  const rows = all.map(({ id, level, marks, direction, means, why }) => {
    return [`\`${id}\``, [level, ...Object.keys(marks ?? {})].join(', '), direction, means, why]
  })
  const head = ['rule', 'bump', 'direction', 'what it means', 'why']
  expect(between('<!-- rules -->', '<!-- end of rules -->')).toBe(table(head, rows))
})

test('specs/README.md quotes the table of repairs as it is', () => {
  const rows = repairRules.map(({ name, does, changesMeaning }) => [
    `\`${name}\``,
    does,
    changesMeaning ? 'yes' : '',
  ])
  const head = ['repair', 'what it does', 'changes what the page says']
  expect(between('<!-- repairs -->', '<!-- end of repairs -->')).toBe(table(head, rows))
})

test('specs/README.md shows what a plan prints', () => {
  const [, page = '', shown = ''] = /```\n\$ pnpm run spec plan (\S+)\n([^]*?)```/.exec(readme) ?? []
  const { stdout } = spawnSync(process.execPath, ['packages/spec-tools/src/cli.ts', 'plan', page], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  })
  // What else waits for the next release is told there too, and raises the packages further.
  const [pages = '', changes = ''] = shown.split('\n\n')
  const lines = [...pages.split('\n'), ...changes.split('\n').slice(1)]
  expect(lines).toHaveLength(3)
  for (const line of lines) expect(stdout.split('\n')).toContain(line)
})
