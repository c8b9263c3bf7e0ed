import { describe, expect, test } from 'vitest'
import { limitKeywords } from '../../src/schemas/shape/limits.ts'
import { rules } from '../../src/table.ts'
import { printChanges } from '../../src/telling/print.ts'
import { judge, readCases } from './cases.ts'

const cases = readCases()
const told = cases.flatMap(({ before, after }) => judge(before, after))

describe('what a person is told', () => {
  test.each(cases)('$name', ({ before, after, expected }) => {
    expect(printChanges(judge(before, after))).toBe(expected)
  })
})

describe('the table of rules and the cases', () => {
  test('every rule has a case', () => {
    const shown = new Set(cases.flatMap(({ expected }) => idsIn(expected)))
    expect(rules.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([])
  })

  test('every case names rules of the table only', () => {
    for (const { expected } of cases) {
      for (const id of idsIn(expected)) expect(rules.map((rule) => rule.id)).toContain(id)
    }
  })

  test('no two rules have one id', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  })

  test('every limit has a case in which it is tightened, and one in which it is loosened', () => {
    for (const change of ['tightened', 'loosened']) {
      const lines = told.filter(({ id }) => id === `request-limit-${change}`).map(({ text }) => text)
      const limits = Object.keys(limitKeywords).filter((keyword) => keyword !== 'format')
      expect(limits.filter((keyword) => !lines.some((line) => line.includes(keyword)))).toEqual([])
    }
  })
})

describe('every change', () => {
  test('has the level, direction and marks of its rule', () => {
    for (const { id, level, direction, behaviour } of told) {
      const rule = rules.find((each) => each.id === id)
      const own = rule?.direction === 'both' ? direction : rule?.direction
      expect({ id, level, direction, behaviour }).toEqual({
        id,
        level: rule?.level,
        direction: own,
        behaviour: rule?.marks?.behaviour,
      })
    }
  })

  test('is a sentence that begins with Add, Change, Remove or Fix', () => {
    for (const { text } of told) expect(text).toMatch(/^(Add|Change|Remove|Fix) .*\.$|look at it\.$/)
  })

  test('is told once', () => {
    for (const { before, after } of cases) {
      const texts = judge(before, after).map(({ text }) => text)
      expect(new Set(texts).size).toBe(texts.length)
    }
  })
})

function idsIn(expected: string): readonly string[] {
  return [...expected.matchAll(/\[([a-z-]+)\]$/gm)].map(([, id]) => id ?? '')
}
