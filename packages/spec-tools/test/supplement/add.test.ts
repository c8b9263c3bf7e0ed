import { readYaml } from '@apikley/pages'
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

describe('what upstream documents stays as upstream has it, and is told by place', () => {
  const told = (...fragments: JsonObject[]) => {
    const texts: string[] = []
    const named = fragments.map((fragment, index) => ({ file: `${index}.yaml`, fragment }))
    const result = addSupplements(upstream, named, {
      tell: ({ file }, text) => texts.push(`${file}: ${text}`),
    })
    return { result, texts }
  }
  const operation = (fields: JsonObject): JsonObject => ({ paths: { '/a': { post: fields } } })
  const code = (fields: JsonObject): JsonObject => ({ components: { schemas: { Code: fields } } })

  test.each<[string, JsonObject, string]>([
    ['a value', operation({ operationId: 'b' }), '/paths/~1a/post/operationId is documented upstream now'],
    ['an object in place of a list', code({ enum: {} }), '/components/schemas/Code/enum is documented'],
    ['a list item', code({ enum: [500] }), '/components/schemas/Code/enum 500 is documented upstream now'],
    ['evidence', operation({ 'x-evidence': { level: 'reported' } }), '/post/x-evidence is documented'],
    [
      'a reference in place of what it would name',
      { components: { schemas: { Code: { $ref: '#/components/schemas/Number' } } } },
      '/components/schemas/Code is documented upstream now',
    ],
    [
      'several things at once',
      { ...operation({ operationId: 'b' }), ...code({ enum: [200, 500] }) },
      '/paths/~1a/post/operationId, and 2 other places, are documented upstream now',
    ],
  ])('%s', (_, fragment, says) => {
    const { result, texts } = told({ tags: [] }, fragment)
    expect(texts).toEqual([expect.stringContaining(says)])
    expect(texts[0]).toMatch(/^1\.yaml: /)
    expect(result).toEqual({ ...upstream, tags: [] })
  })

  test('and what a supplement knows more is added beside it', () => {
    const documented = { name: 'taskId', in: 'query', description: 'ours' }
    const asked = { ...documented, description: 'theirs', 'x-evidence': { level: 'reported' } }
    const document = operation({ parameters: [asked, documented].slice(1), operationId: 'a' })
    const more = { name: 'page', in: 'query' }
    const supplement = { file: 'a.yaml', fragment: operation({ parameters: [asked, more], summary: 'A' }) }
    expect(addSupplements(document, [supplement])).toEqual(
      operation({ parameters: [documented, more], operationId: 'a', summary: 'A' }),
    )
  })
})

describe('refused by file and place is', () => {
  test('a key beside a $ref', () => {
    const fragment = { paths: { '/a': { post: { responses: { 200: { description: 'Ok' } } } } } }
    const says = 'supplements/0.yaml: /paths/~1a/post/responses/200 is documented upstream now'
    const texts: string[] = []
    addSupplements(upstream, [{ file: 'supplements/0.yaml', fragment }], {
      tell: ({ file }, text) => texts.push(`${file}: ${text}`),
    })
    expect(texts).toEqual([expect.stringContaining(says)])
  })

  test('what another supplement adds already', () => {
    const fragment = { paths: { '/b': { get: { summary: 'B' } } } }
    expect(() => add(fragment, fragment)).toThrow(
      'supplements/1.yaml: /paths/~1b/get/summary is added by supplements/0.yaml already',
    )
  })
})

test('a supplement says what it adds and why, and that stays out of the bundle', () => {
  const read = (value: unknown) => readSupplement('a.yaml', readYaml(JSON.stringify(value), 'a.yaml'))
  const about = { title: 'Credits', reason: 'The page does not have them.' }
  expect(read({ 'x-supplement': about, tags: [] }).fragment).toEqual({ tags: [] })
  expect(() => read({ tags: [] })).toThrow('a.yaml: `x-supplement.title` is missing')
  expect(() => read({ 'x-supplement': { ...about, reason: '' } })).toThrow('reason` is missing')
  expect(() => read([])).toThrow('a.yaml: is not a fragment')
})
