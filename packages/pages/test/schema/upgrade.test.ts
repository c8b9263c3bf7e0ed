import { expect, test } from 'vitest'
import { at, type JsonObject } from '../../src/document/json.ts'
import { upgradeTo31 } from '../../src/document/upgrade.ts'

const withSchema = (schema: JsonObject): JsonObject => ({
  openapi: '3.0.3',
  paths: { '/a': { get: { responses: { 200: { content: { 'application/json': { schema } } } } } } },
})
const upgrade = (schema: JsonObject) => {
  const path = ['paths', '/a', 'get', 'responses', '200', 'content', 'application/json', 'schema']
  return at(upgradeTo31(withSchema(schema)), ...path)
}

test.each<[string, JsonObject, JsonObject]>([
  ['nullable', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [
    'a nullable enum',
    { type: 'string', nullable: true, enum: ['a'] },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  ['nullable: false', { type: 'string', nullable: false }, { type: 'string' }],
  ['nullable without a type, which says nothing', { nullable: true }, {}],
  ['example', { type: 'string', example: 'a' }, { type: 'string', examples: ['a'] }],
  ['an example that is null', { example: null }, { examples: [null] }],
  ['example beside a list that holds it', { example: 'b', examples: ['a', 'b'] }, { examples: ['b', 'a'] }],
  ['a list of examples', { examples: ['a', 'b'] }, { examples: ['a', 'b'] }],
  ['exclusiveMinimum', { minimum: 0, exclusiveMinimum: true }, { exclusiveMinimum: 0 }],
  ['exclusiveMaximum: false', { maximum: 1, exclusiveMaximum: false }, { maximum: 1 }],
  [
    'limits of 3.1',
    { exclusiveMinimum: 0, exclusiveMaximum: 1 },
    { exclusiveMinimum: 0, exclusiveMaximum: 1 },
  ],
])('%s', (_, given, want) => {
  expect(upgrade(given)).toEqual(want)
  expect(upgrade({ type: 'array', items: given })).toEqual({ type: 'array', items: want })
  expect(upgrade({ allOf: [given] })).toEqual({ allOf: [want] })
})

test('properties with the names of keywords stay', () => {
  const schema = {
    properties: { example: { type: 'string' }, nullable: { type: 'boolean', nullable: true } },
  }
  expect(upgrade(schema)).toEqual({
    properties: { example: { type: 'string' }, nullable: { type: ['boolean', 'null'] } },
  })
})

test('data that looks like a schema stays', () => {
  const data = { type: 'string', nullable: true, example: 'a' }
  expect(upgrade({ default: data, enum: [data] })).toEqual({ default: data, enum: [data] })
  const document = withSchema({})
  document['x-anything'] = { schema: data }
  document['components'] = { examples: { a: { value: { schema: data } } } }
  expect(upgradeTo31(document)).toEqual({ ...document, openapi: '3.1.0' })
})

test('components are upgraded, and the argument stays as it is', () => {
  const document: JsonObject = {
    openapi: '3.0.0',
    components: { schemas: { A: { type: 'string', example: 'a' } } },
  }
  const before = structuredClone(document)
  expect(at(upgradeTo31(document), 'components', 'schemas', 'A')).toEqual({ type: 'string', examples: ['a'] })
  expect(document).toEqual(before)
})
