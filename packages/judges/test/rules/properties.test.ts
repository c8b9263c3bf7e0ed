import { describe, expect, test } from 'vitest'
import {
  at,
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  pathOf,
  upgradeTo31,
} from '@apikley/pages/document'
import { judge, readCases } from './cases.ts'

const cases = readCases()
const documents = cases.flatMap(({ name, before, after }) => [
  { name: `${name}/before`, document: before },
  { name: `${name}/after`, document: after },
])

describe('nothing is told of', () => {
  test.each(documents)('a document and itself: $name', ({ document }) => {
    expect(judge(document, structuredClone(document))).toEqual([])
  })

  test.each(documents)('the same document with its keys the other way round: $name', ({ document }) => {
    expect(judge(document, reversed(document))).toEqual([])
    expect(judge(reversed(document), document)).toEqual([])
  })

  test.each(documents)('the same document with other names of components: $name', ({ document }) => {
    expect(judge(document, renamed(document))).toEqual([])
  })
})

describe('order', () => {
  test.each(cases)('of keys changes nothing of what is told: $name', ({ before, after }) => {
    const textsOf = (old: JsonObject, now: JsonObject) => judge(old, now).map(({ text }) => text)
    expect(textsOf(reversed(before), reversed(after)).toSorted()).toEqual(textsOf(before, after).toSorted())
  })

  test.each(cases)('is by model, place and id: $name', ({ before, after }) => {
    const keys = judge(before, after).map(({ model = '', place, id }) => [model, place, id])
    const byAll = (one: readonly string[], other: readonly string[]) => {
      const index = one.findIndex((key, place) => key !== other[place])
      return index === -1 ? 0 : (one[index] ?? '') < (other[index] ?? '') ? -1 : 1
    }
    expect(keys).toEqual(keys.toSorted(byAll))
  })
})

describe('a place', () => {
  test.each(cases)('is one of the newer document, or of the older one: $name', ({ before, after }) => {
    const [old, now] = [upgradeTo31(before), upgradeTo31(after)]
    for (const { place, id } of judge(before, after)) {
      const wanted = id.endsWith('-removed') ? [now, old] : [now]
      expect(wanted.some((document) => at(document, ...pathOf(place)) !== undefined)).toBe(true)
    }
  })
})

describe('forth and back', () => {
  const opposites: Readonly<Record<string, string>> = {
    added: 'removed',
    tightened: 'loosened',
    narrowed: 'widened',
    closed: 'opened',
    accepted: 'refused',
    required: 'optional',
  }
  /** Which of two patterns is the stricter nobody can tell: each counts as stricter than the other. */
  const anotherPattern = /from pattern .* to pattern/
  const ofOneSchema = /^(request|response)-(limit|type|enum|null)-/

  test.each(cases)('are opposite changes: $name', ({ before, after }) => {
    const [forth, back] = [judge(before, after), judge(after, before)].map((changes) =>
      changes
        .filter(({ id, text }) => ofOneSchema.test(id) && !anotherPattern.test(text))
        .map(({ id }) => id),
    )
    expect(forth?.map(opposite).toSorted()).toEqual(back?.toSorted())
  })

  function opposite(id: string): string {
    const word = id.split('-').at(-1) ?? ''
    const pair = Object.entries(opposites).find((words) => words.includes(word))
    const other = pair?.find((each) => each !== word) ?? word
    return id.replace(new RegExp(`${word}$`), other)
  }
})

function reversed<T extends Json>(value: T): T
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => reversed(item))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, child]): [string, Json] => [key, reversed(child)])
  return Object.fromEntries(entries.toReversed())
}

/** Every component by another name, and every reference with it; security schemes are referred to by name. */
function renamed(document: JsonObject): JsonObject {
  const schemes = Object.keys(objectAt(document, 'components', 'securitySchemes'))
  const change = (value: Json, path: readonly string[]): Json => {
    if (Array.isArray(value)) return value.map((item) => change(item, [...path, '*']))
    if (typeof value === 'string') return value.replace(/^(#\/components\/\w+\/)(.*)$/, '$1Other$2')
    if (!isObject(value)) return value
    const isSection = path.length === 2 && path[0] === 'components'
    const isRequirement = path.at(-2) === 'security'
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        isSection || (isRequirement && schemes.includes(key)) ? `Other${key}` : key,
        change(child, [...path, key]),
      ]),
    )
  }
  const result = change(document, [])
  return isObject(result) ? result : {}
}
