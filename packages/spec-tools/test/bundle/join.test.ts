import { describe, expect, test } from 'vitest'
import { joinAnswers } from '../../src/bundle/join.ts'
import type { Json } from '../../src/json.ts'

function join(
  first: Json,
  second: Json,
  required: 'both' | 'first' = 'both',
): { schema: Json; problems: string[] } {
  const problems: string[] = []
  const lines: Readonly<Record<string, number>> = { '/a/properties/n/type': 7, '/b/properties/n/type': 9 }
  const lineOf = (place: string) => lines[place]
  const adopt = (property: Json) => ({ ...Object(property), 'x-adopted': true })
  const refuse = (problem: string) => void problems.push(problem)
  const ours = { file: 'one.md', place: '/a', lineOf }
  const theirs = { file: 'two.md', place: '/b', lineOf }
  return { schema: joinAnswers(first, second, ours, theirs, { required, adopt, refuse }), problems }
}

describe('an answer is described so widely that both pages are right', () => {
  test.each<[string, Json, Json, Json]>([
    ['the values of an enum', { enum: [200, 401] }, { enum: [401, 433] }, { enum: [200, 401, 433] }],
    ['an enum beside none', { type: 'string', enum: ['a'] }, { type: 'string' }, { type: 'string' }],
    ['required', { required: ['a', 'b'] }, { required: ['b', 'c'] }, { required: ['b'] }],
    ['required beside none', { type: 'object', required: ['a'] }, { type: 'object' }, { type: 'object' }],
    ['null', { type: 'string' }, { type: ['string', 'null'] }, { type: ['string', 'null'] }],
    ['whole numbers and others', { type: 'integer' }, { type: 'number' }, { type: 'number' }],
    ['the lower limit', { minimum: 2 }, { minimum: 1 }, { minimum: 1 }],
    ['the upper limit', { maxLength: 2 }, { maxLength: 5 }, { maxLength: 5 }],
    ['a limit beside none', { type: 'string', maxLength: 2 }, { type: 'string' }, { type: 'string' }],
    ['two formats', { format: 'int32' }, { format: 'int64' }, {}],
    ['items', { items: { enum: [1] } }, { items: { enum: [2] } }, { items: { enum: [1, 2] } }],
    [
      'properties',
      { properties: { a: { enum: [1] } } },
      { properties: { a: { enum: [2] }, b: { type: 'string' } } },
      { properties: { a: { enum: [1, 2] }, b: { type: 'string', 'x-adopted': true } } },
    ],
    [
      'words: the first',
      { description: 'one', enum: [1], example: 1 },
      { description: 'two', enum: [2], title: 'Two' },
      { description: 'one', enum: [1, 2], example: 1 },
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
    expect(join(first, second)).toEqual({ schema: want, problems: [] })
  })

  test('what the first requires can be made to stay', () => {
    expect(join({ required: ['a'] }, { required: [] }, 'first').schema).toEqual({ required: ['a'] })
  })
})

test('two types contradict each other: both files and lines are named', () => {
  const told = join({ properties: { n: { type: 'integer' } } }, { properties: { n: { type: 'string' } } })
  expect(told.problems).toEqual([
    'one.md:7 and two.md:9 disagree on /a/properties/n/type: "integer" and "string". ' +
      'Correct the page that is wrong with an overlay.',
  ])
})

test.each<[string, Json, Json]>([
  ['composition', { allOf: [{ type: 'string' }] }, { allOf: [{ type: 'object' }] }],
  ['references', { $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }],
  ['a schema and a flag', { type: 'object' }, true],
])('so do %s', (_, first, second) => {
  expect(join(first, second).problems).toHaveLength(1)
})
