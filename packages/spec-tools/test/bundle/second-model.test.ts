import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { bundleText, makeBundle } from '../../src/bundle/bundle.ts'
import { parseYaml } from '@apikley/pages'
import { lintDocument } from '../../src/engines/redocly.ts'
import { at, type Json, objectAt } from '@apikley/pages/document'
import type { Sources } from '../../src/sources/read.ts'
import { specsFolder } from '../../src/specs-folder.ts'
import { ourSources } from '../sources/our-page.ts'
import { sourcePage } from '../sources/specs.ts'

const first = ourSources()
const lanternText = readFileSync(
  new URL('../../../pages/test/fixtures/lantern-page.yaml', import.meta.url),
  'utf8',
)
const lantern = (from = '', to = '') => objectAt(parseYaml(lanternText.replace(from, to), 'lantern'))

function withLantern(document = lantern()): Sources {
  return { ...first, pages: [...first.pages, sourcePage('lantern/mini-2', document, { page: 'lantern' })] }
}

const alone = makeBundle(first)
const both = makeBundle(withLantern())
const schemas = objectAt(both, 'components', 'schemas')

describe('a second model arrives with a second page', () => {
  test('the body of createTask is a union keyed by model', () => {
    expect(schemas['CreateTaskRequest']).toEqual({
      oneOf: [
        { $ref: '#/components/schemas/KlingV21MasterTextToVideoRequest' },
        { $ref: '#/components/schemas/LanternMini2Request' },
      ],
      discriminator: {
        propertyName: 'model',
        mapping: {
          'kling/v2-1-master-text-to-video': '#/components/schemas/KlingV21MasterTextToVideoRequest',
          'lantern/mini-2': '#/components/schemas/LanternMini2Request',
        },
      },
    })
  })

  test('it has a request and an input of its own', () => {
    expect(schemas['LanternMini2Request']).toEqual({
      type: 'object',
      description: 'Animate pictures with lantern/mini-2',
      'x-kind': { is: 'video', evidence: 'The summary: "Animate pictures with lantern/mini-2".' },
      required: ['model', 'input'],
      properties: {
        model: { type: 'string', enum: ['lantern/mini-2'], examples: ['lantern/mini-2'] },
        callBackUrl: { type: 'string', format: 'uri' },
        input: { $ref: '#/components/schemas/LanternMini2Input' },
      },
    })
    expect(at(schemas, 'LanternMini2Input', 'properties')).toMatchObject({
      image_urls: { type: 'array', minItems: 1, maxItems: 4 },
      duration: { type: 'number', exclusiveMinimum: 0, maximum: 12, default: 6, examples: [6] },
      style: { type: ['string', 'null'], enum: ['day', 'night', null] },
    })
  })

  test('the components that were there before do not change', () => {
    const { CreateTaskRequest: _, ...before } = objectAt(alone, 'components', 'schemas')
    for (const [name, schema] of Object.entries(before)) expect(schemas[name]).toEqual(schema)
    expect(objectAt(both, 'components', 'responses')).toEqual(objectAt(alone, 'components', 'responses'))
  })

  test('both pages give their example, to the request and to the answer', () => {
    const operation = objectAt(both, 'paths', '/api/v1/jobs/createTask', 'post')
    const names = ['klingV21MasterTextToVideo', 'lanternMini2']
    expect(
      Object.keys(objectAt(operation, 'requestBody', 'content', 'application/json', 'examples')),
    ).toEqual(names)
    const answers = objectAt(operation, 'responses', '200', 'content', 'application/json', 'examples')
    expect(Object.keys(answers)).toEqual(expect.arrayContaining(names))
  })

  test('each body fits the arm of its model and no other', () => {
    const ajv = new Ajv2020({ strict: false, discriminator: false, validateFormats: false })
    ajv.addSchema(both, 'bundle')
    const valid = ajv.compile<Json>({ $ref: 'bundle#/components/schemas/CreateTaskRequest' })
    const kling = { prompt: 'a lighthouse', duration: '5' }
    const pictures = { image_urls: ['https://pictures.example.com/a.png'], duration: 6 }
    expect(valid({ model: 'kling/v2-1-master-text-to-video', input: kling })).toBe(true)
    expect(valid({ model: 'lantern/mini-2', input: pictures })).toBe(true)
    expect(valid({ model: 'lantern/mini-2', input: kling })).toBe(false)
    expect(valid({ model: 'kling/v2-1-master-text-to-video', input: pictures })).toBe(false)
    expect(valid({ model: 'lantern/mini-3', input: pictures })).toBe(false)
    expect(valid({ model: 'lantern/mini-2', input: { ...pictures, duration: 0 } })).toBe(false)
  })

  test('the version follows the newest page and the sources', () => {
    expect(at(alone, 'info', 'version')).toMatch(/^1\.0\.0\+[0-9a-f]{12}$/)
    expect(at(both, 'info', 'version')).toMatch(/^1\.2\.0\+[0-9a-f]{12}$/)
    expect(at(makeBundle(first), 'info', 'version')).toBe(at(alone, 'info', 'version'))
  })

  test('the linter has nothing to complain about', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'two-models-'))
    try {
      const file = join(folder, 'openapi.json')
      writeFileSync(file, bundleText(both))
      expect(await lintDocument(pathToFileURL(file), new URL('redocly.yaml', specsFolder))).toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('a page that does not fit is refused, with its name and the place', () => {
  test('another security scheme', () => {
    expect(() => makeBundle(withLantern(lantern('scheme: bearer', 'scheme: basic')))).toThrow(
      /^vendor\/kling.*.yaml(:\d+)? and vendor\/lantern.yaml disagree on \/components\/securitySchemes: /,
    )
  })

  test('another server', () => {
    const document = lantern('https://api.apikley.ru', 'https://other.example.com')
    expect(() => makeBundle(withLantern(document))).toThrow(
      'vendor/lantern.yaml: /servers/0/url names the server https://other.example.com, which is not ours',
    )
  })

  test.each([
    [
      'no createTask',
      '/api/v1/jobs/createTask',
      '/api/v1/other',
      'no operation POST /api/v1/jobs/createTask',
    ],
    ['two models', 'enum: [lantern/mini-2]', 'enum: [lantern/mini-2, b]', 'must list exactly one model id'],
    ['no input', 'input:\n          type', 'inputs:\n          type', 'has no schema for /input'],
    [
      'no JSON body',
      'application/json:\n            schema:',
      'text/plain:\n            schema:',
      'has no JSON schema',
    ],
  ])('%s', (_, from, to, says) => {
    expect(() => makeBundle(withLantern(lantern(from, to)))).toThrow(`vendor/lantern.yaml: `)
    expect(() => makeBundle(withLantern(lantern(from, to)))).toThrow(says)
  })

  test('two pages of one model, and two models with one component name', () => {
    const [kling] = first.pages
    expect(() => makeBundle({ ...first, pages: [kling!, kling!] })).toThrow(
      'both describe KlingV21MasterTextToVideo',
    )
    const namesake = lantern('enum: [lantern/mini-2]', 'enum: [kling/v21-master-text-to-video]')
    expect(() => makeBundle(withLantern(namesake))).toThrow(
      '(kling/v2-1-master-text-to-video) and vendor/lantern.yaml (kling/v21-master-text-to-video) both describe',
    )
  })
})
