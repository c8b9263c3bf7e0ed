import { describe, expect, test } from 'vitest'
import { judgeByRules } from '../../../src/judges/rules/judge.ts'
import { limitKeywords } from '../../../src/judges/rules/schemas/shape/limits.ts'
import { ruleOf, rules } from '../../../src/judges/rules/table.ts'
import { printChanges } from '../../../src/judges/rules/telling/print.ts'
import { readCases } from './cases.ts'

const cases = readCases()
const told = cases.flatMap(({ before, after }) => judgeByRules(before, after))

describe('what a person is told', () => {
  test.each(cases)('$name', ({ before, after, expected }) => {
    expect(printChanges(judgeByRules(before, after))).toBe(expected)
  })
})

describe('the table of rules and the cases', () => {
  test('every rule has a case', () => {
    const shown = new Set(cases.flatMap(({ expected }) => idsIn(expected)))
    expect(rules.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([])
  })

  test('every case names rules of the table only', () => {
    for (const { expected } of cases) {
      for (const id of idsIn(expected)) expect(ruleOf(id).id).toBe(id)
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
    for (const { id, level, direction, behaviour, money } of told) {
      const rule = ruleOf(id)
      const own = rule.direction === 'both' ? direction : rule.direction
      expect({ id, level, direction, behaviour, money }).toEqual({
        id,
        level: rule.level,
        direction: own,
        behaviour: rule.behaviour,
        money: rule.money,
      })
    }
  })

  test('is a sentence that begins with Add, Change, Remove or Fix', () => {
    for (const { text } of told) expect(text).toMatch(/^(Add|Change|Remove|Fix) .*\.$|look at it\.$/)
  })

  test('is told once', () => {
    for (const { before, after } of cases) {
      const texts = judgeByRules(before, after).map(({ text }) => text)
      expect(new Set(texts).size).toBe(texts.length)
    }
  })
})

function idsIn(expected: string): readonly string[] {
  return [...expected.matchAll(/\[([a-z-]+)\]$/gm)].map(([, id]) => id ?? '')
}
