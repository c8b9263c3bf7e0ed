import { describe, expect, test } from 'vitest'
import { joinAnswers } from '../../src/bundle/join.ts'
import type { Json } from '@apikley/pages/document'

function join(first: Json, second: Json, takes = true): { schema: Json; told: string[] } {
  const told: string[] = []
  const theirs = { file: 'two.md', place: '/b', lineOf: () => 9 }
  const schema = joinAnswers(first, second, theirs, {
    takes: (place, what) => {
      if (!takes) told.push(`${place} ${JSON.stringify(what)}`)
      return takes
    },
    adopt: (property) => ({ ...Object(property), 'x-adopted': true }),
    differs: ({ place }, text) => void told.push(`${place}: ${text}`),
  })
  return { schema, told }
}

describe('the first says what an answer is, and the second what it knows more', () => {
  test.each<[string, Json, Json, Json]>([
    ['values of an enum', { enum: [200, 401] }, { enum: [401, 433] }, { enum: [200, 401, 433] }],
    ['items', { items: { enum: [1] } }, { items: { enum: [2] } }, { items: { enum: [1, 2] } }],
    [
      'properties',
      { properties: { a: { enum: [1] } } },
      { properties: { a: { enum: [2] }, b: { type: 'string' } } },
      { properties: { a: { enum: [1, 2] }, b: { type: 'string', 'x-adopted': true } } },
    ],
    [
      'words that the first lacks',
      { type: 'string', title: 'One', items: { enum: [1] } },
      { type: 'string', items: { enum: [1], description: 'two' }, description: 'two', examples: ['x'] },
      {
        type: 'string',
        title: 'One',
        items: { enum: [1], description: 'two' },
        description: 'two',
        examples: ['x'],
      },
    ],
  ])('%s', (_, first, second, want) => {
    expect(join(first, second)).toEqual({ schema: want, told: [] })
  })

  test.each<[string, Json, Json]>([
    ['an enum beside none', { type: 'string', enum: ['a'] }, { type: 'string' }],
    ['none beside an enum', { type: 'string' }, { type: 'string', enum: ['a'] }],
    ['required', { required: ['a', 'b'] }, { required: ['b', 'c'] }],
    ['a limit', { type: 'string', maxLength: 2 }, { type: 'string', maxLength: 5 }],
    ['a format', { format: 'int32' }, { format: 'int64' }],
    ['words', { description: 'one', example: 1 }, { description: 'two', title: 'Two' }],
  ])('and nothing is taken from what the first says: %s', (_, first, second) => {
    expect(join(first, second)).toEqual({ schema: first, told: [] })
  })

  test.each<[string, Json, Json, string]>([
    [
      'another type',
      { type: 'integer' },
      { type: 'string' },
      '/b/type: type "string", where it is "integer"',
    ],
    [
      'null',
      { type: 'string' },
      { type: ['string', 'null'] },
      '/b/type: type ["string","null"], where it is "string"',
    ],
    [
      'another reference',
      { $ref: '#/components/schemas/A' },
      { $ref: '#/components/schemas/B' },
      '/b/$ref: $ref "#/components/schemas/B", where it is "#/components/schemas/A"',
    ],
    ['a composition', { type: 'object' }, { allOf: [] }, '/b/allOf: allOf [], where it is nothing'],
  ])('what it says otherwise is told: %s', (_, first, second, want) => {
    expect(join(first, { ...Object(second), enum: ['a'], properties: { more: {} } })).toEqual({
      schema: first,
      told: [want],
    })
  })
})

test('what is not taken stays out', () => {
  const first = { properties: { n: { type: 'integer', enum: [1] } } }
  const second = { properties: { n: { type: 'integer', enum: [2] }, m: { type: 'string' } } }
  expect(join(first, second, false)).toEqual({
    schema: first,
    told: ['/properties/n/enum 2', '/properties/m {"type":"string"}'],
  })
})
