import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { generateTypes } from '../../src/codegen/generate-types.ts'
import type { JsonObject } from '@apikley/pages/document'
import { body, specWith, text } from './spec.ts'

const clip: JsonObject = {
  type: 'object',
  description: 'What to show.',
  required: ['prompt'],
  properties: {
    prompt: { type: 'string', maxLength: 300, description: 'One line.\n\nAnd another.' },
    seconds: { type: 'integer', minimum: 3, default: 5, deprecated: true, example: 7 },
    ratio: { type: 'string', enum: ['1:1', '16:9'], default: '1:1', description: 'Width to height.' },
    size: { enum: ['S', 'L'] },
    'image_urls ': { type: 'array', items: { $ref: '#/components/schemas/Address' }, 'x-order': 1 },
    style: {
      type: 'object',
      properties: { name: { type: ['string', 'null'] } },
      additionalProperties: false,
    },
  },
}
const address: JsonObject = { type: 'string', format: 'uri', description: 'Where it is.' }
const spec = specWith(
  [body('invented/clip-1.5', { $ref: '#/components/schemas/ClipInput' }), body('still', text)],
  { ClipInput: clip, Address: address },
)

describe('a spec becomes', () => {
  test('one module and one schema a model, and the same three modules whatever the models', async () => {
    const { version, modules, schemas } = await generateTypes(spec)
    expect(version).toBe('4.5.6')
    expect([...modules.keys()]).toEqual([
      'openapi.ts',
      'model-inputs.ts',
      'validation-keyword.ts',
      'models/invented/clip-1.5.ts',
      'models/still.ts',
    ])
    expect([...schemas.keys()]).toEqual(['invented/clip-1.5.json', 'still.json'])
  })

  test('files that say where they come from', async () => {
    const { modules, schemas } = await generateTypes(spec)
    for (const content of modules.values()) {
      expect(content).toMatch(/^\/\/ Generated from .*\. Do not edit\.$/m)
    }
    for (const content of schemas.values()) expect(content).toContain('Do not edit.')
  })

  test('files that stay as they are when another model changes, or the version', async () => {
    const { modules, schemas } = await generateTypes(spec)
    const other = await generateTypes({
      ...specWith(
        [body('invented/clip-1.5', { $ref: '#/components/schemas/ClipInput' }), body('still', text)],
        { ClipInput: { ...clip, description: 'Otherwise.' }, Address: address },
      ),
      info: { title: 'Invented', version: '4.5.7' },
    })
    const changed = [...modules, ...schemas].filter(
      ([file, content]) => (other.modules.get(file) ?? other.schemas.get(file)) !== content,
    )
    expect(changed.map(([file]) => file)).toEqual(['invented/clip-1.5.json'])
  })

  test('the same text twice, and is left as it was', async () => {
    const before = structuredClone(spec)
    expect(await generateTypes(spec)).toEqual(await generateTypes(spec))
    expect(spec).toEqual(before)
  })
})

describe('the module of a model', () => {
  test('describes the input: docs, defaults, optional where upstream does not require', async () => {
    const module = (await generateTypes(spec)).modules.get('models/invented/clip-1.5.ts')
    expect(module).toContain(`
/** Input of \`invented/clip-1.5\`. */
export interface InventedClip15Input {
    /**
     * One line.
     *
     * And another.
     */
    prompt: string;
    /**
     * @deprecated
     * @default 5
     * @example 7
     */
    seconds?: number;
    /**
     * Width to height.
     * @default 1:1
     */
    ratio?: "1:1" | "16:9";
    size?: "S" | "L";
    "image_urls "?: string[];
    style?: {
        name?: string | null;
    };
}`)
  })

  test('holds id, kind and schema, with the keywords that decide and no others', async () => {
    const module = (await generateTypes(spec)).modules.get('models/invented/clip-1.5.ts') ?? ''
    expect(module).toContain(`import type { Model } from '../../../model.ts'`)
    const [, value = ''] = module.split(`Model<'invented/clip-1.5', InventedClip15Input> = `)
    expect(JSON.parse(value)).toEqual({
      id: 'invented/clip-1.5',
      kind: 'video',
      schema: {
        type: 'object',
        required: ['prompt'],
        properties: {
          prompt: { type: 'string', maxLength: 300 },
          seconds: { type: 'integer', minimum: 3 },
          ratio: { type: 'string', enum: ['1:1', '16:9'] },
          size: { enum: ['S', 'L'] },
          'image_urls ': { type: 'array', items: { type: 'string', format: 'uri' } },
          style: {
            type: 'object',
            properties: { name: { type: ['string', 'null'] } },
            additionalProperties: false,
          },
        },
      },
    })
  })
})

test('a model that no word tells the kind of has none', async () => {
  const module = (await generateTypes(spec)).modules.get('models/still.ts')
  expect(module).not.toContain('"kind"')
})

test('the words of the page tell it, where those of the id do not', async () => {
  const page = { ...body('still', text), title: 'still', description: 'Draws a picture from a voice.' }
  const module = (await generateTypes(specWith([page]))).modules.get('models/still.ts')
  expect(module).toContain('"kind": "image"')
})

test('the map names every model', async () => {
  const map = (await generateTypes(spec)).modules.get('model-inputs.ts')
  expect(map).toContain(`import type { InventedClip15Input } from './models/invented/clip-1.5.ts'`)
  expect(map).toContain(`  'invented/clip-1.5': InventedClip15Input\n  'still': StillInput\n}`)
})

test('the raw types do not depend on the models', async () => {
  const many = Array.from({ length: 20 }, (_, index) => body(`invented/model-${index}`, text))
  const few = (await generateTypes(specWith([body('one', text)]))).modules.get('openapi.ts')
  expect((await generateTypes(spec)).modules.get('openapi.ts')).toBe(few)
  expect((await generateTypes(specWith(many))).modules.get('openapi.ts')).toBe(few)
  expect(few).toMatch(/model: string;[^]*callBackUrl\?: string;[^]*input: object \| string;/)
  expect(few).toMatch(/Shared: \{\n\s*code\?: number;/)
})

test('a component that models and answers share stays in the raw types', async () => {
  const answer = { type: 'object', properties: { where: { $ref: '#/components/schemas/Address' } } }
  const input = { type: 'object', properties: { from: { $ref: '#/components/schemas/Address' } } }
  const raw = async (...schemas: JsonObject[]) =>
    (
      await generateTypes(specWith([body('one', input)], Object.assign({ Address: address }, ...schemas)))
    ).modules.get('openapi.ts')
  expect(await raw()).not.toContain('Address')
  expect(await raw({ Shared: answer })).toContain('where?: components["schemas"]["Address"];')
})

function kind(name: string): JsonObject {
  return { type: 'object', properties: { kind: { type: 'string', enum: [name] } } }
}

test('a discriminator does not rename what it tells apart', async () => {
  const answer = {
    oneOf: [{ $ref: '#/components/schemas/Clip' }, { $ref: '#/components/schemas/Still' }],
    discriminator: { propertyName: 'kind' },
  }
  const discriminated = specWith([body('one', text)], {
    Shared: answer,
    Clip: kind('clip'),
    Still: kind('still'),
  })
  const before = structuredClone(discriminated)
  const raw = (await generateTypes(discriminated)).modules.get('openapi.ts')
  expect(raw).toMatch(/Clip: \{\n\s*kind\?: "clip";/)
  expect(discriminated).toEqual(before)
})

describe('the JSON Schema of a model', () => {
  test('stands alone, keeps the docs and drops what is not JSON Schema', async () => {
    const schema: JsonObject = JSON.parse(
      (await generateTypes(spec)).schemas.get('invented/clip-1.5.json') ?? '',
    )
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:apikley:input:invented/clip-1.5',
      description: 'What to show.',
      properties: {
        seconds: { default: 5, deprecated: true, examples: [7] },
        'image_urls ': { items: { type: 'string', description: 'Where it is.' } },
      },
    })
    expect(JSON.stringify(schema)).not.toMatch(/\$ref|x-order|"example"/)
  })

  test('is one that a validator takes, in its strictest mode', async () => {
    const schema: JsonObject = JSON.parse(
      (await generateTypes(spec)).schemas.get('invented/clip-1.5.json') ?? '',
    )
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { uri: true } })
    const isValid = ajv.compile(schema)
    expect(isValid({ prompt: 'a lighthouse' })).toBe(true)
    expect(isValid({ prompt: 'a lighthouse', seconds: 2 })).toBe(false)
  })
})
