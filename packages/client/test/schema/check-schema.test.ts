import type { SchemaNode } from '@apikley/types/api'
import { describe, expect, it } from 'vitest'
import { checkSchema } from '../../src/schema/check-schema.ts'

const told = (schema: SchemaNode, value: unknown): string[] =>
  checkSchema(schema, value, 'input').map(({ path, message }) => `${path} ${message}`)

describe('keywords', () => {
  it.for<[schema: SchemaNode, good: unknown[], bad: [value: unknown, message: string][]]>([
    [{ type: 'integer' }, [1, -0, 1e3], [[1.5, 'must be of type integer, received 1.5']]],
    [{ type: ['string', 'null'] }, ['', null], [[1, 'must be of type string or null, received 1']]],
    [{ type: 'boolean' }, [true], [['true', "must be of type boolean, received 'true'"]]],
    [{ const: { a: [1] } }, [{ a: [1] }], [[{ a: [2] }, 'must be an object, received an object']]],
    [{ const: null }, [null], [[0, 'must be null, received 0']]],
    [{ enum: [1, '1', null] }, [1, '1', null], [[true, "must be one of 1, '1', null, received true"]]],
    [{ minLength: 2 }, ['ab', 7], [['🗼', 'must have at least 2 characters, received 1']]],
    [{ pattern: '^#[0-9a-f]{6}$' }, ['#00ff00'], [['red', "must match ^#[0-9a-f]{6}$, received 'red'"]]],
    [{ exclusiveMinimum: 0 }, [0.1], [[0, 'must be above 0, received 0']]],
    [{ exclusiveMaximum: 1 }, [0.9], [[1, 'must be below 1, received 1']]],
    [{ minimum: 0, exclusiveMinimum: true }, [0.1], [[0, 'must be above 0, received 0']]],
    [{ maximum: 1, exclusiveMaximum: false }, [1], [[2, 'must be at most 1, received 2']]],
    [
      { type: 'string', enum: ['a'], nullable: true },
      ['a', null],
      [['b', "must be one of 'a', received 'b'"]],
    ],
    [{ type: 'string', nullable: false }, [''], [[null, 'must be of type string, received null']]],
    [{ type: 'string', default: 'a', example: 'a', description: 'A text.', 'x-order': 1 }, ['b'], []],
    [{ multipleOf: 0.1 }, [0.3, 0.7, 1], [[0.35, 'must be a multiple of 0.1, received 0.35']]],
    [{ minItems: 1, maxItems: 2 }, [[1], [1, 2]], [[[], 'must have at least 1 items, received 0']]],
    [
      { uniqueItems: true },
      [[1, '1', { a: 1 }]],
      [
        [
          [
            { a: 1, b: 2 },
            { b: 2, a: 1 },
          ],
          'must have no item twice, received an array',
        ],
      ],
    ],
    [{ format: 'uri' }, ['not enforced'], []],
    [{ required: ['a'] }, [{ a: 1, b: 2 }, 'no object'], []],
    [{ properties: { a: {} }, additionalProperties: true }, [{ b: 1 }], []],
  ])('%o', ([schema, good, bad]) => {
    for (const value of good) expect(told(schema, value)).toEqual([])
    for (const [value, message] of bad) expect(told(schema, value)).toEqual([`input ${message}`])
  })
})

describe('a keyword that decides something and is not checked', () => {
  it.for([
    '$ref',
    'not',
    'if',
    'contains',
    'prefixItems',
    'patternProperties',
    'minProperties',
    'dependentRequired',
  ])('%s lets nothing through', (keyword) => {
    const schema: object = { properties: { a: { type: 'string', [keyword]: {} } } }
    expect(told(schema as SchemaNode, { a: 'x' })).toEqual([
      `input.a cannot be checked: the model's schema says ${keyword}`,
    ])
    expect(told(schema as SchemaNode, {})).toEqual([])
  })
})

describe('paths lead to where it is', () => {
  const shot: SchemaNode = {
    type: 'object',
    properties: { prompt: { type: 'string' }, seconds: { type: 'integer', minimum: 1 } },
    required: ['prompt'],
  }
  const schema: SchemaNode = { type: 'object', properties: { shots: { type: 'array', items: shot } } }

  it('through lists and objects', () => {
    expect(told(schema, { shots: [{ prompt: 'a' }, { prompt: 'b', seconds: 0 }, { second: 1 }] })).toEqual([
      'input.shots[1].seconds must be at least 1, received 0',
      'input.shots[2].prompt is required',
      "input.shots[2].second is not known here (did you mean 'seconds'?)",
    ])
  })

  it('to further fields that have a schema', () => {
    expect(told({ properties: {}, additionalProperties: { type: 'number' } }, { a: 1, b: 'x' })).toEqual([
      "input.b must be of type number, received 'x'",
    ])
  })
})

describe('several forms', () => {
  const text: SchemaNode = {
    type: 'object',
    properties: { prompt: { type: 'string' } },
    required: ['prompt'],
  }
  const image: SchemaNode = {
    type: 'object',
    properties: { image: { type: 'string' }, strength: { type: 'number', maximum: 1 } },
    required: ['image'],
  }

  it('of which one must fit: the nearest one says what is wrong', () => {
    expect(told({ anyOf: [text, image] }, { image: 'x' })).toEqual([])
    expect(told({ anyOf: [{ type: 'string' }, image] }, { image: 'x', strength: 2 })).toEqual([
      'input.strength must be at most 1, received 2',
    ])
  })

  it('of which exactly one must fit', () => {
    expect(told({ oneOf: [text, image] }, { prompt: 'x' })).toEqual([])
    expect(told({ oneOf: [text, image] }, { prompt: 'x', image: 'x' })).toEqual([
      'input must fit one form only, fits 2',
    ])
    expect(told({ oneOf: [text, image] }, {})).toEqual(['input.prompt is required'])
  })

  it('which know each other’s fields, and no others', () => {
    expect(told({ oneOf: [text, image] }, { prompt: 'x', strenght: 1, style: undefined })).toEqual([
      "input.strenght is not known here (did you mean 'strength'?)",
    ])
    expect(told({ anyOf: [text, { type: 'object' }] }, { prompt: 'x', any: 1 })).toEqual([])
    expect(told({ anyOf: [{ type: 'string' }, text] }, 'x')).toEqual([])
    expect(
      told({ anyOf: [text, { ...image, additionalProperties: true }] }, { prompt: 'x', any: 1 }),
    ).toEqual([])
  })

  it('which must all fit, and do not know each other’s fields', () => {
    expect(told({ allOf: [text, image] }, { prompt: 'x', image: 'x' })).toEqual([])
    expect(told({ properties: { seed: {} }, allOf: [text, image] }, { prompt: 'x', seed: 1 })).toEqual([
      'input.image is required',
    ])
  })
})
