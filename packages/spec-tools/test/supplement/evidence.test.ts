import { describe, expect, test } from 'vitest'
import { type Json, type JsonObject, objectAt } from '@apikley/pages/document'
import { readSources } from '../../src/sources/read.ts'
import { specsFolder } from '../../src/specs-folder.ts'
import { evidenceProblems } from '../../src/supplement/evidence.ts'

const evidence = { level: 'recorded', source: 'a recording of April' }
const problems = (fragment: JsonObject) => evidenceProblems({ file: 'a.yaml', fragment })
const operation = (rest: JsonObject): JsonObject => ({
  paths: { '/a': { get: { operationId: 'a', 'x-evidence': evidence, ...rest } } },
})
const field = (property: Json): JsonObject => ({
  components: { schemas: { A: { properties: { a: property } } } },
})

test('operations, parameters and fields that say how they are known pass', () => {
  expect(problems(operation({ parameters: [{ name: 'p', 'x-evidence': evidence }] }))).toEqual([])
  expect(problems(field({ type: 'string', 'x-evidence': evidence }))).toEqual([])
  // What is added to an operation of upstream is no operation of its own.
  expect(problems({ paths: { '/a': { get: { summary: 'A' } } } })).toEqual([])
})

describe('what does not say it is named', () => {
  const callback = { done: { '{$request.body#/url}': { post: { operationId: 'done' } } } }
  const schema = {
    allOf: [{ properties: { data: { items: { properties: { id: {} } }, 'x-evidence': evidence } } }],
  }
  test.each<[string, JsonObject, string]>([
    ['an operation', operation({ 'x-evidence': null }), '/paths/~1a/get'],
    [
      'a callback',
      operation({ callbacks: callback }),
      '/paths/~1a/get/callbacks/done/{$request.body#~1url}/post',
    ],
    ['a parameter', operation({ parameters: [{ name: 'p' }] }), '/paths/~1a/get/parameters/0'],
    ['a field', field({ type: 'string' }), '/components/schemas/A/properties/a'],
    [
      'a field deep inside',
      operation({ schema }),
      '/paths/~1a/get/schema/allOf/0/properties/data/items/properties/id',
    ],
    [
      'an unknown level',
      field({ 'x-evidence': { ...evidence, level: 'guessed' } }),
      '/components/schemas/A/properties/a',
    ],
    [
      'an empty source',
      field({ 'x-evidence': { ...evidence, source: ' ' } }),
      '/components/schemas/A/properties/a',
    ],
  ])('%s', (_, fragment, place) => {
    expect(problems(fragment)).toEqual([expect.stringContaining(`a.yaml: ${place} needs x-evidence`)])
  })
})

describe('our own supplements', () => {
  const { supplements } = readSources(specsFolder)

  test.each(supplements.map((supplement) => [supplement.file, supplement] as const))(
    '%s',
    (_, supplement) => {
      expect(evidenceProblems(supplement)).toEqual([])
    },
  )

  test('they bring six operations and the callback', () => {
    const paths = supplements.flatMap(({ fragment }) => Object.keys(objectAt(fragment, 'paths')))
    expect(new Set(paths).size).toBe(7)
  })
})
