import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { makeBundle } from '../../src/bundle/bundle.ts'
import {
  at,
  componentName,
  exampleName,
  isObject,
  type Json,
  objectAt,
  parseJson,
  pointer,
  textAt,
  walkSchemas,
} from '@apikley/pages/document'
import { readSources } from '../../src/sources/read.ts'
import { specsFolder } from '../../src/specs-folder.ts'
import { follow, undeclaredFields } from './undeclared.ts'

const bundle = makeBundle(readSources(specsFolder))

interface Example {
  readonly title: string
  /** Where the schema of the example stands. */
  readonly schema: Json
  readonly schemaPlace: string
  readonly value: Json
}

/** Every named example of every media type, wherever it stands. */
function examplesOf(value: Json, path: readonly string[] = []): Example[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => examplesOf(item, [...path, String(index)]))
  if (!isObject(value)) return []
  const { schema, examples } = value
  const own = Object.entries(isObject(examples) ? examples : {}).map(([name, example]) => {
    const reference = at(example, '$ref')
    const found = typeof reference === 'string' ? follow(bundle, reference) : example
    const schemaPlace = `${pointer(path)}/schema`
    return { title: `${pointer(path)} ${name}`, schema: schema!, schemaPlace, value: at(found, 'value')! }
  })
  return [
    ...(schema ? own : []),
    ...Object.entries(value).flatMap(([key, child]) => examplesOf(child, [...path, key])),
  ]
}

/** What the models' components are called, without the `Request` or `Input` at the end. */
const models = Object.values(
  objectAt(bundle, 'components', 'schemas', 'CreateTaskRequest', 'discriminator', 'mapping'),
).flatMap((reference) => (typeof reference === 'string' ? reference.replace(/^.*\/(.*)Request$/, '$1') : []))
const examples = examplesOf(bundle)
/** Those of the supplements; the others are named after the models whose pages they come from. */
const ours = examples.filter(({ title }) => !models.some((name) => title.endsWith(` ${exampleName(name)}`)))
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(bundle, 'bundle')
const errorsOf = ({ schemaPlace, value }: Example) => {
  const fragment = schemaPlace.split('/').map(encodeURIComponent).join('/')
  const valid = ajv.compile<Json>({ $ref: `bundle#${fragment}` })
  return valid(value) ? [] : valid.errors
}

test('there are examples of every operation and of the callback', () => {
  expect(examples.length).toBeGreaterThan(150)
})

test.each(examples.map((example) => [example.title, example] as const))('%s', (_, example) => {
  expect(errorsOf(example)).toEqual([])
  expect(undeclaredFields(bundle, example.schema, example.value)).toEqual([])
})

describe('the examples notice a lost field', () => {
  const fields: string[][] = []
  walkSchemas(bundle, (schema, path) => {
    // What upstream's own examples leave out, the contract tests try.
    if (models.some((name) => String(path[2]).startsWith(name))) return
    for (const name of Object.keys(objectAt(schema, 'properties')))
      fields.push([...path.map(String), 'properties', name])
  })

  test.each(fields.map((path) => [pointer(path), path] as const))('%s', (_, path) => {
    const poorer = structuredClone(bundle)
    delete objectAt(poorer, ...path.slice(0, -1))[path.at(-1)!]
    const complaints = examples.flatMap(({ schemaPlace, value }) => {
      const place = schemaPlace
        .split('/')
        .slice(1)
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
      return undeclaredFields(poorer, at(poorer, ...place)!, value)
    })
    expect(complaints).not.toEqual([])
  })
})

describe('task records repeat the request in two layers of JSON text', () => {
  const records = examples.filter(({ value }) => typeof at(value, 'data', 'param') === 'string')

  test.each(records.map((example) => [example.title, example] as const))('%s', (_, { value }) => {
    const model = textAt(value, 'data', 'model')
    const request = parseJson(textAt(value, 'data', 'param'))
    expect(at(request, 'model')).toBe(model)
    const valid = ajv.compile<Json>({ $ref: `bundle#/components/schemas/${componentName(model)}Input` })
    expect({ valid: valid(parseJson(textAt(request, 'input'))), errors: valid.errors }).toEqual({
      valid: true,
      errors: null,
    })
  })
})

test('no example of ours names a host that somebody could own', () => {
  const hosts = JSON.stringify(ours.map(({ value }) => value)).match(/https?:\/\/[^/"\\]+/g) ?? []
  expect(hosts.length).toBeGreaterThan(0)
  expect(hosts.filter((host) => !/[./]example\.com$/.test(host))).toEqual([])
})
