import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { highest } from '../../src/change.ts'
import { judge, readCases } from './cases.ts'
import { redoclyBumps } from './redocly-diff.ts'

/** Rows of the file in which every difference is explained: `| case | theirs | ours | why |`. */
function explained(): readonly string[] {
  const text = readFileSync(new URL('../cases/second-opinion.md', import.meta.url), 'utf8')
  const rows = text.split('\n').filter((line) => /^\| (?!case |-)/.test(line))
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()))
  for (const [, name, , , why = ''] of cells) expect(why, name).toMatch(/\w.*\.$/)
  return cells.map(([, name, theirs, ours]) => `${name}: ${theirs}, ours ${ours}`)
}

test('where `redocly diff` comes to another bump it is explained, and nothing else is explained', async () => {
  const cases = readCases()
  const theirs = await redoclyBumps(cases.map(({ name }) => name))
  const differing = cases.flatMap(({ name, before, after }) => {
    const ours = highest(judge(before, after).map(({ level }) => level))
    return theirs.get(name) === ours ? [] : [`${name}: ${theirs.get(name)}, ours ${ours}`]
  })
  expect(theirs.size).toBe(cases.length)
  expect(explained().toSorted()).toEqual(differing.toSorted())
})
