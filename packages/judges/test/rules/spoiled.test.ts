import { expect, test } from 'vitest'
import { isObject, type Json, SpecError } from '@apikley/pages/document'
import { judge, readCases } from './cases.ts'

/** Values that stand where upstream, or a tool on the way, left no sense. */
const junk: readonly Json[] = [
  null,
  0,
  'lamp',
  [null],
  {},
  { type: 'null' },
  { type: ['string', 3] },
  { enum: {} },
  { oneOf: [] },
  { items: false },
  { $ref: 5 },
  { $ref: '#/components/schemas/Lamp' },
  { properties: { lamp: null } },
]

test('a document with junk in any one place is judged, or refused with the place that leads nowhere', () => {
  const refusals: string[] = []
  const texts: string[] = []
  for (const { before, after } of readCases().slice(0, 12)) {
    for (const [index, spoil] of places(after).entries()) {
      const spoiled = structuredClone(after)
      spoil(spoiled, junk[index % junk.length] ?? null)
      try {
        texts.push(...judge(before, spoiled).map(({ text }) => text))
        texts.push(...judge(spoiled, structuredClone(spoiled)).map(({ text }) => `to itself: ${text}`))
      } catch (error) {
        if (!(error instanceof SpecError)) throw error
        refusals.push(error.message)
      }
    }
  }
  expect(texts.filter((text) => /^to itself|undefined|\[object/.test(text))).toEqual([])
  expect(refusals.length).toBeGreaterThan(0)
  expect(refusals.filter((message) => !/^#\/.* points to nothing/.test(message))).toEqual([])
})

type Spoil = (document: Json, value: Json) => void

/** One for each place of a document: it puts a value there. */
function places(value: Json, path: readonly string[] = []): readonly Spoil[] {
  if (!isObject(value) && !Array.isArray(value)) return []
  return Object.entries(value).flatMap(([key, child]) => {
    const spoil: Spoil = (document, junkValue) => {
      const parent = path.reduce<Json>((node, step) => Object(node)[step], document)
      if (Array.isArray(parent)) parent[Number(key)] = junkValue
      else if (isObject(parent)) parent[key] = junkValue
    }
    return [spoil, ...places(child, [...path, key])]
  })
}
