import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { generateTypes } from '../../src/codegen/generate-types.ts'
import { type JsonObject, objectAt, parseJson } from '@apikley/pages/document'
import { body, specWith } from './spec.ts'

const byTask: JsonObject = { type: 'object', required: ['task'], properties: { task: { type: 'string' } } }
const byImage: JsonObject = { type: 'object', required: ['image'], properties: { image: { type: 'string' } } }
const words: JsonObject = { type: 'string', maxLength: 20 }
const sized: JsonObject = { type: 'object', required: ['size'], properties: { size: { enum: [1, 2] } } }

async function generated(schema: JsonObject, schemas: JsonObject = {}) {
  const { modules, schemas: files } = await generateTypes(specWith([body('forms', schema)], schemas))
  const module = modules.get('models/forms.ts') ?? ''
  const type = module
    .slice(module.indexOf('export '), module.indexOf('/** What a request'))
    .replaceAll(/\s+/g, ' ')
  const value = objectAt(parseJson(module.slice(module.lastIndexOf('> = {') + 4)))
  return {
    type: type.trim(),
    checks: objectAt(value, 'schema'),
    schema: objectAt(parseJson(files.get('forms.json') ?? '')),
  }
}

describe('an input of several forms becomes a union, and each form is checked', () => {
  test.each<[string, JsonObject, string]>([
    ['oneOf', { oneOf: [byTask, byImage] }, '{ task: string; } | { image: string; }'],
    [
      'anyOf, said to be an object',
      { type: 'object', anyOf: [byTask, byImage] },
      '{ task: string; } | { image: string; }',
    ],
    ['an object and a text', { anyOf: [byTask, words] }, '{ task: string; } | string'],
    [
      'a component',
      { oneOf: [{ $ref: '#/components/schemas/ByTask' }, byImage] },
      '{ task: string; } | { image: string; }',
    ],
    [
      'fields beside the forms',
      { ...sized, oneOf: [byTask, byImage] },
      '{ size: 1 | 2; task: string; } | { size: 1 | 2; image: string; }',
    ],
    [
      'forms that only require',
      {
        type: 'object',
        properties: { a: words, b: words },
        anyOf: [{ required: ['a'] }, { required: ['b'] }],
      },
      '{ a: string; b?: string; } | { a?: string; b: string; }',
    ],
    [
      'forms in forms',
      { oneOf: [words, { anyOf: [byTask, byImage] }] },
      'string | ({ task: string; } | { image: string; })',
    ],
  ])('%s', async (_, schema, want) => {
    const { type, checks, schema: documented } = await generated(schema, { ByTask: byTask })
    expect(type).toBe(`export type FormsInput = ${want};`)
    const isValid = new Ajv2020({ strict: false }).compile(checks)
    const isDocumented = new Ajv2020({ strict: false }).compile(documented)
    for (const input of [{ task: 'a' }, { image: 'a' }, { size: 1, task: 'a' }, { a: 'x' }, {}, 'text', 7]) {
      expect([input, isDocumented(input)]).toEqual([input, isValid(input)])
    }
    expect(isValid(7)).toBe(false)
    expect(isValid('text')).toBe(type.includes('string |') || type.endsWith('| string;'))
  })

  test('told apart by a discriminator', async () => {
    const discriminator = { propertyName: 'task' }
    const { type, checks } = await generated({ oneOf: [byTask, byImage], discriminator })
    expect(type).toBe('export type FormsInput = { task: string; } | { image: string; };')
    expect(checks).not.toHaveProperty('discriminator')
  })

  test('of which null is none', async () => {
    const { type } = await generated({
      oneOf: [byTask, { type: 'null' }, { ...byImage, type: ['object', 'null'] }],
    })
    expect(type).toBe('export type FormsInput = { task: string; } | { image: string; };')
    expect((await generated({ ...byTask, type: ['object', 'null'] })).type).toBe(
      'export interface FormsInput { task: string; }',
    )
  })

  test('told as a list of types', async () => {
    const { type } = await generated({ ...byTask, maxLength: 9, type: ['object', 'string'] })
    expect(type).toBe('export type FormsInput = { task: string; } | string;')
  })

  test('with a field of which nothing is told', async () => {
    const { type } = await generated({ type: 'object', properties: { any: true } })
    expect(type).toBe('export interface FormsInput { any?: unknown; }')
  })

  test('parts that an input has to fit all together', async () => {
    const { type, checks } = await generated({ allOf: [byTask, sized] })
    expect(type).toBe('export type FormsInput = { task: string; } & { size: 1 | 2; };')
    expect(checks['type']).toBe('object')
  })

  test('an object that does not say so', async () => {
    const { type, checks } = await generated({ properties: { a: words } })
    expect([type, checks['type']]).toEqual(['export interface FormsInput { a?: string; }', 'object'])
  })
})
