import { expect, test } from 'vitest'
import type { Json, JsonObject } from '@apikley/pages/document'
import { schemaEquality } from '../../src/schemas/equality.ts'

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const document = (schemas: JsonObject): JsonObject => ({ components: { schemas } })
const located = (schemas: JsonObject, value: Json) => ({ document: document(schemas), path: [], value })

/** Whether what `A` is in the one and in the other is written alike. */
function isAlike(older: JsonObject, newer: JsonObject, name = 'A', areEqual = schemaEquality()): boolean {
  return areEqual(located(older, reference(name)), located(newer, reference(name)))
}

const ring = {
  A: { properties: { b: reference('B'), c: reference('C') } },
  B: { properties: { a: reference('A') } },
  C: { type: 'string', maxLength: 5 },
}

test('two schemas are alike when all that they refer to is, in a circle too', () => {
  expect(isAlike(ring, structuredClone(ring))).toBe(true)
  expect(isAlike(ring, { ...ring, C: { type: 'string', maxLength: 6 } })).toBe(false)
  expect(isAlike(ring, { ...ring, D: { type: 'string' } })).toBe(true)
})

test('what was found of one schema holds for no other that refers to it', () => {
  const changed = { ...ring, C: { type: 'string', maxLength: 6 } }
  const areEqual = schemaEquality()
  for (const name of ['A', 'B', 'A', 'B', 'C']) {
    expect({ name, alike: isAlike(ring, changed, name, areEqual) }).toEqual({ name, alike: false })
  }
})

test('a reference that leads nowhere, in one of them or in both, is for the comparison to refuse', () => {
  const { C: _, ...dangling } = ring
  expect(isAlike(dangling, dangling)).toBe(false)
  expect(isAlike(ring, dangling)).toBe(false)
})

test('other words are another text, also of what is no schema', () => {
  expect(isAlike({ A: { enum: ['a', 'b'] } }, { A: { enum: ['b', 'a'] } })).toBe(false)
  expect(isAlike({ A: { example: reference('B') } }, { A: { example: reference('B') } })).toBe(false)
})
