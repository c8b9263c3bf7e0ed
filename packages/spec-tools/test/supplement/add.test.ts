import { describe, expect, test } from 'vitest'
import { type JsonObject, objectAt } from '@apikley/pages/document'
import { addSupplements } from '../../src/supplement/add.ts'
import { readSupplement } from '../../src/supplement/supplement.ts'

const upstream: JsonObject = {
  paths: { '/a': { post: { operationId: 'a', responses: { 200: { $ref: '#/components/responses/Ok' } } } } },
  components: { schemas: { Code: { enum: [200, 500] } } },
}
const add = (...fragments: JsonObject[]) =>
  addSupplements(
    upstream,
    fragments.map((fragment, index) => ({ file: `supplements/${index}.yaml`, fragment })),
  )

test('keys are added at any depth, lists grow, and nothing else changes', () => {
  const before = structuredClone(upstream)
  const result = add(
    { paths: { '/b': { get: { operationId: 'b' } } } },
    { paths: { '/a': { post: { summary: 'A' } } }, components: { schemas: { Code: { enum: [433] } } } },
    { tags: [{ name: 'x' }] },
    { tags: [{ name: 'y' }] },
  )
  expect(result).toEqual({
    paths: {
      ...objectAt(before, 'paths'),
      '/a': {
        post: { operationId: 'a', summary: 'A', responses: { 200: { $ref: '#/components/responses/Ok' } } },
      },
      '/b': { get: { operationId: 'b' } },
    },
    components: { schemas: { Code: { enum: [200, 500, 433] } } },
    tags: [{ name: 'x' }, { name: 'y' }],
  })
  expect(upstream).toEqual(before)
})

describe('what is there already is an error that names file and place', () => {
  test.each<[string, JsonObject, string]>([
    [
      'a value',
      { paths: { '/a': { post: { operationId: 'a' } } } },
      '/paths/~1a/post/operationId is documented upstream now',
    ],
    [
      'an object in place of a list',
      { components: { schemas: { Code: { enum: {} } } } },
      '/components/schemas/Code/enum is documented upstream now',
    ],
    [
      'a list item',
      { components: { schemas: { Code: { enum: [433, 500] } } } },
      '/components/schemas/Code/enum 500 is documented upstream now',
    ],
    [
      'a key beside a $ref',
      { paths: { '/a': { post: { responses: { 200: { description: 'Ok' } } } } } },
      '/paths/~1a/post/responses/200/description would stand beside a $ref',
    ],
  ])('%s', (_, fragment, says) => {
    expect(() => add({ tags: [] }, fragment)).toThrow(`supplements/1.yaml: ${says}`)
  })

  test('what another supplement adds is told apart from what upstream says', () => {
    const fragment = { paths: { '/b': { get: { summary: 'B' } } } }
    expect(() => add(fragment, fragment)).toThrow(
      'supplements/1.yaml: /paths/~1b/get/summary is added by supplements/0.yaml already',
    )
  })

  test('all places at once', () => {
    const fragment = {
      paths: { '/a': { post: { operationId: 'b' } } },
      components: { schemas: { Code: { enum: [200] } } },
    }
    expect(() => add(fragment)).toThrow(/operationId is documented[^\n]*\n[^\n]*enum 200 is documented/)
  })
})

test('a supplement says what it adds and why, and that stays out of the bundle', () => {
  const about = { title: 'Credits', reason: 'The page does not have them.' }
  expect(readSupplement('a.yaml', { 'x-supplement': about, tags: [] }).fragment).toEqual({ tags: [] })
  expect(() => readSupplement('a.yaml', { tags: [] })).toThrow('a.yaml: `x-supplement.title` is missing')
  expect(() => readSupplement('a.yaml', { 'x-supplement': { ...about, reason: '' } })).toThrow(
    'reason` is missing',
  )
  expect(() => readSupplement('a.yaml', [])).toThrow('a.yaml: is not a fragment')
})
