import { judgeByRules, printChanges, rules } from '@apikley/judges'
import { parseYaml } from '@apikley/pages'
import { isObject, type JsonObject } from '@apikley/pages/document'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { knowledge } from '../../src/judging/knowledge.ts'
import { ownRules } from '../../src/judging/rules.ts'

const folder = new URL('cases/', import.meta.url)

function read(name: string, file: string): string {
  return readFileSync(new URL(`${name}/${file}`, folder), 'utf8')
}

function documentIn(name: string, file: string): JsonObject {
  const document = parseYaml(read(name, file), `${name}/${file}`)
  if (!isObject(document)) throw new Error(`${name}/${file} holds no document.`)
  return document
}

const cases = readdirSync(folder).map((name) => {
  const [before, after] = [documentIn(name, 'before.yaml'), documentIn(name, 'after.yaml')]
  return { name, expected: read(name, 'expected.md'), changes: judgeByRules(before, after, knowledge) }
})

describe('what a person is told of models, tasks and money', () => {
  test.each(cases)('$name', ({ changes, expected }) => {
    expect(printChanges(changes)).toBe(expected)
  })
})

test('every rule of ours has a case, and an id of its own', () => {
  const ids = ownRules.map(({ id }) => id)
  const shown = new Set(cases.flatMap(({ changes }) => changes.map(({ id }) => id)))
  expect(ids.filter((id) => !shown.has(id))).toEqual([])
  expect(new Set([...rules, ...ownRules].map(({ id }) => id)).size).toBe(rules.length + ids.length)
})

test('every change has the level, direction and marks of its rule', () => {
  const own = cases
    .flatMap(({ changes }) => changes)
    .filter(({ id }) => ownRules.some((rule) => rule.id === id))
  for (const { id, level, direction, behaviour, money } of own) {
    const rule = ownRules.find((each) => each.id === id)
    expect({ id, level, direction, behaviour, money }).toEqual({
      id,
      level: rule?.level,
      direction: rule?.direction,
      behaviour: rule?.marks?.behaviour,
      money: rule?.marks?.money,
    })
  }
})
