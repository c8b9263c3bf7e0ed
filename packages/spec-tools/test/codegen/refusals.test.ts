import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { generateTypes } from '../../src/codegen/generate-types.ts'
import type { JsonObject } from '@apikley/pages/document'
import { body, specWith, text } from './spec.ts'

function problems(spec: JsonObject): Promise<string> {
  return generateTypes(spec).then(
    () => 'none',
    (error: Error) => `${error.name}: ${error.message}`,
  )
}

const input = (properties: JsonObject): JsonObject => ({ type: 'object', properties })

describe('a schema that the client could not check is refused', () => {
  test.each([
    {
      what: 'a keyword',
      schema: input({ a: { nullable: true } }),
      want: "#/properties/a: the client cannot check the keyword 'nullable'",
    },
    {
      what: 'a keyword deep inside',
      schema: input({ 'a/b': { items: { anyOf: [{ not: {} }] } } }),
      want: "#/properties/a~1b/items/anyOf/0: the client cannot check the keyword 'not'",
    },
    { what: 'several at once', schema: input({ a: { if: {}, else: {} } }), want: /'if'.*\n.*'else'/ },
    {
      what: 'a number that is a flag',
      schema: input({ a: { exclusiveMinimum: true } }),
      want: '#/properties/a/exclusiveMinimum: expected a number, got true',
    },
    {
      what: 'a tuple',
      schema: input({ a: { items: [{ type: 'string' }] } }),
      want: '#/properties/a/items: expected a schema, got [',
    },
    {
      what: 'a pattern that no client could read',
      schema: input({ a: { pattern: '[' } }),
      want: '#/properties/a/pattern: expected a regular expression, got "["',
    },
    {
      what: 'a type that does not exist',
      schema: input({ a: { type: ['string', 'file'] } }),
      want: '#/properties/a/type: expected a type or list of types, got ["string","file"]',
    },
    {
      what: 'a schema that is a flag',
      schema: input({ a: false }),
      want: '#/properties/a: expected a schema, got false',
    },
    {
      what: 'an input that is no object',
      schema: { type: 'string' },
      want: '#: expected an object (type: object), or forms (oneOf, anyOf) of objects and texts, got {"type":"string"}',
    },
    {
      what: 'a form that is neither an object nor a text',
      schema: { anyOf: [text, { oneOf: [text, { type: 'array', items: {} }] }] },
      want: '#/anyOf/1/oneOf/1: expected an object',
    },
    {
      what: 'a reference to nothing',
      schema: { $ref: '#/components/schemas/None' },
      want: '#/components/schemas/None points to nothing',
    },
    {
      what: 'a schema inside itself',
      schema: { $ref: '#/components/schemas/Loop' },
      want: '#/components/schemas/Loop → #/components/schemas/Loop: a schema that contains itself',
    },
  ])('$what', async ({ schema, want }) => {
    const loop: JsonObject = { type: 'object', properties: { again: { $ref: '#/components/schemas/Loop' } } }
    const told = await problems(specWith([body('invented/clip', schema)], { Loop: loop }))
    expect(told).toMatch(/^SpecError: Model 'invented\/clip', input schema: /)
    expect(told).toMatch(want)
  })
})

describe('ids become names', () => {
  test.each([
    { id: 'kling-2.6/text-to-video', type: 'Kling26TextToVideoInput', value: 'kling26TextToVideo' },
    { id: 'sora', type: 'SoraInput', value: 'sora' },
    { id: '4o-image', type: 'Model4oImageInput', value: 'model4oImage' },
    { id: 'import', type: 'ModelImportInput', value: 'modelImport' },
    { id: 'Wan/2_2', type: 'Wan22Input', value: 'wan22' },
  ])('$id', async ({ id, type, value }) => {
    const module = (await generateTypes(specWith([body(id, text)]))).modules.get(`models/${id}.ts`)
    expect(module).toContain(`export interface ${type} {`)
    expect(module).toContain(`export const ${value}: Model<'${id}', ${type}> = {`)
  })

  test.each([
    { id: '2.1/video@hd', path: '2-1-video-hd-', name: 'Model21VideoHd' },
    { id: 'a b/c', path: 'a-b-c-', name: 'ABC' },
    { id: 'a//b', path: 'a-b-', name: 'AB' },
    { id: 'x/..', path: 'x-', name: 'X' },
    { id: '../../etc/passwd', path: 'etc-passwd-', name: 'EtcPasswd' },
    { id: 'C:\\windows', path: 'C-windows-', name: 'CWindows' },
    { id: 'trailing/dot.', path: 'trailing-dot-', name: 'TrailingDot' },
    { id: 'CON', path: 'CON-', name: 'CON' },
    { id: 'aux.v2/fast', path: 'aux-v2-fast-', name: 'AuxV2Fast' },
    { id: 'a.d', path: 'a-d-', name: 'AD' },
    { id: 'node_modules/a', path: 'node_modules-a-', name: 'NodeModulesA' },
    { id: 'модель/1', path: '1-', name: 'Model1X\\w{6}' },
    { id: '__proto__', path: '__proto__-', name: 'Proto' },
    { id: "it's */ a ${model}", path: 'it-s-a-model-', name: 'ItSAModel' },
    { id: 'long'.repeat(50), path: `${'long'.repeat(20)}-`, name: `L${'long'.repeat(50).slice(1)}` },
  ])('an id that is no path has one of its own: $id', async ({ id, path, name }) => {
    const { modules, schemas } = await generateTypes(specWith([body(id, text)]))
    const [module, ...others] = [...modules.keys()].filter((file) => file.startsWith('models/'))
    expect(others).toEqual([])
    expect(module).toMatch(new RegExp(`^models/${path}[0-9a-f]{8}\\.ts$`))
    expect([...schemas.keys()]).toEqual([module!.replace('models/', '').replace(/ts$/, 'json')])
    expect(modules.get(module!)).toMatch(new RegExp(`^export interface ${name}Input \\{$`, 'm'))
    const folder = await mkdtemp(join(tmpdir(), 'odd-ids-'))
    try {
      await writeFile(join(folder, 'model.ts'), modules.get(module!)!)
      const values: unknown = Object.values(await import(join(folder, 'model.ts')))
      expect(values).toMatchObject([{ id }])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test.each([
    {
      ids: ['kling/v2-1', 'kling/v21'],
      want: "Models 'kling/v2-1' and 'kling/v21' would both be called klingV21",
    },
    { ids: ['a/Fast', 'a/fast'], want: "Models 'a/Fast' and 'a/fast' would both be called aFast" },
    { ids: ['a', 'a'], want: "Models 'a' and 'a' would both be called a." },
  ])('or are refused: $ids', async ({ ids, want }) => {
    expect(await problems(specWith(ids.map((id) => body(id, text))))).toContain(want)
  })
})

test.each([
  {
    what: 'a body that names two models',
    spec: specWith([{ properties: { model: { enum: ['a', 'b'] } } }]),
    want: 'must name exactly one model',
  },
  {
    what: 'a body that names none',
    spec: specWith([{ properties: { input: text } }]),
    want: 'must name exactly one model',
  },
  {
    what: 'a document without createTask',
    spec: { ...specWith([]), paths: {} },
    want: 'createTask has no request schema',
  },
  { what: 'a document without version', spec: { ...specWith([]), info: {} }, want: 'no /info/version' },
])('$what is refused', async ({ spec, want }) => {
  expect(await problems(spec)).toContain(want)
})
