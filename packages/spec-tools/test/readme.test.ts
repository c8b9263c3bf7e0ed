import path from 'node:path'
import { runHere } from './plan/run.ts'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Rule, rules } from '@apikley/judges'
import { repairRules } from '@apikley/pages'
import { ownRules } from '../src/judging/rules.ts'
import { repositoryRoot, specsFolder } from '../src/specs-folder.ts'

const readme = readFileSync(new URL('README.md', specsFolder), 'utf8')

/** The cells of a table's rows, below a mark. */
function rowsBelow(mark: string): readonly (readonly string[])[] {
  const [, table = ''] = readme.split(`<!-- ${mark} -->`)
  const rows = table.split('<!--')[0]?.match(/^\| `.*$/gm) ?? []
  return rows.map((row) => row.split(' | ').map((cell) => cell.replaceAll(/^\| |\|$|`/g, '').trim()))
}

test('specs/README.md explains each rule, with the level and the marks that it has', () => {
  const all: readonly Rule<'money'>[] = [...rules, ...ownRules]
  const rows = rowsBelow('rules')
  expect(rows.map(([id, marks, direction]) => [id, marks, direction])).toEqual(
    all.map(({ id, level, marks, direction }) => [
      id,
      [level, ...Object.keys(marks ?? {})].join(', '),
      direction,
    ]),
  )
  for (const [id, , , means, why] of rows) expect([means, why].join(), id).toMatch(/\w{2}.*,.*\w{2}/)
})

test('specs/README.md explains each repair, and whether it changes what a page says', () => {
  const rows = rowsBelow('repairs')
  expect(rows.map(([name, , changes]) => [name, changes])).toEqual(
    repairRules.map(({ name, changesMeaning }) => [name, changesMeaning ? 'yes' : '']),
  )
  for (const [name, does] of rows) expect(does, name).toMatch(/\w+ \w+/)
})

test('specs/README.md shows what a plan prints', async () => {
  const [, page = '', shown = ''] = /```\n\$ pnpm run spec plan (\S+)\n([^]*?)```/.exec(readme) ?? []
  const { stdout } = await runHere('plan', path.join(repositoryRoot, page))
  // What else waits for the next release is told there too, and raises the packages further.
  const [pages = '', changes = ''] = shown.split('\n\n')
  const lines = [...pages.split('\n'), ...changes.split('\n').slice(1)]
  expect(lines).toHaveLength(3)
  for (const line of lines) expect(stdout.replaceAll(repositoryRoot, '').split('\n')).toContain(line)
})
