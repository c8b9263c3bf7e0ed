import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseYaml, writeYaml } from '../../src/engines/js-yaml.ts'
import { at, type Json, type JsonObject } from '../../src/document/json.ts'
import { readChoice } from '../../src/recovery/choice.ts'
import { AmbiguousPage } from '../../src/recovery/ambiguity.ts'
import { readLines } from '../../src/recovery/lines.ts'
import { read } from '../../src/recovery/read.ts'
import { recover } from '../../src/recovery/recover.ts'
import { upstreamWidths } from '../../src/recovery/evidence/width.ts'
import { contractOf } from '../../src/document/contract.ts'
import { flatten } from './flatten.ts'

const page = (schema: Json, around: JsonObject = {}): JsonObject => ({
  openapi: '3.0.1',
  info: { title: 'Lantern', version: '1.0.0' },
  paths: {
    '/api/v1/jobs/createTask': {
      post: {
        requestBody: { content: { 'application/json': { schema } } },
        responses: { '200': { description: 'Fine' } },
        ...around,
      },
    },
  },
})
const text = (type = 'string'): JsonObject => ({ type })
const documentOf = ({ yaml }: { yaml: string }) => parseYaml(yaml, 'page.txt')
const recovered = (document: Json) => documentOf(recover('page.txt', flatten(writeYaml(document))))

test('keys in quotation marks are keys', () => {
  const document = page({ type: 'object', properties: { prompt: text() }, required: ['prompt'] })
  const quoted = flatten(writeYaml(document)).replaceAll(/^([A-Za-z]+):/gm, '"$1":')
  expect(documentOf(recover('page.txt', quoted))).toEqual(document)
})

test('a line of a callback that can stand in two places is no doubt, and one beside callbacks is', () => {
  const data = { type: 'object', properties: { model: text() } }
  const body = { type: 'object', properties: { data, state: text() } }
  const posts = (schema: JsonObject) => ({
    done: {
      '{$request.body#/callBackUrl}': {
        post: { requestBody: { content: { 'application/json': { schema } } } },
      },
    },
  })
  const flat = (schema: JsonObject, callback: JsonObject) =>
    flatten(writeYaml(page(schema, { callbacks: posts(callback) })))
  expect(at(documentOf(recover('page.txt', flat(text(), body))), 'openapi')).toBe('3.0.1')
  expect(() => recover('page.txt', flat(body, text()))).toThrow('"state:" can stand in two places')
})

describe('is recovered exactly', () => {
  const cases: Record<string, JsonObject> = {
    'an object in an object': page({
      type: 'object',
      properties: { input: { type: 'object', properties: { prompt: text() }, required: ['prompt'] } },
      required: ['input'],
    }),
    'a list of objects': page({
      type: 'object',
      properties: {
        frames: {
          type: 'array',
          items: { type: 'object', properties: { at: text('integer') } },
          maxItems: 3,
        },
      },
      required: ['frames'],
    }),
    'a composition': page({
      oneOf: [
        { type: 'array', items: text('number') },
        { type: 'object', properties: { style: { type: 'string', enum: ['day', 'night'] } } },
      ],
    }),
    'properties that have the names of keywords': page({
      type: 'object',
      properties: {
        type: { type: 'string', description: 'Of lamp' },
        description: text(),
        required: text('boolean'),
        enum: { type: 'array', items: text() },
        format: { type: 'string', format: 'uri' },
      },
      required: ['type', 'format'],
    }),
    'text that looks like YAML': page({
      type: 'object',
      properties: {
        code: {
          type: 'integer',
          description: 'One of\n- 5\ntype: string\nproperties:\nand no other',
          enum: [5, 6],
        },
      },
      required: ['code'],
    }),
    'quoted keys, empty maps and lists, and every kind of scalar': page(
      {
        type: 'object',
        properties: { '16:9': { type: 'object', properties: {}, additionalProperties: true }, on: text() },
        additionalProperties: false,
      },
      { parameters: [], deprecated: false, tags: ['a', '5'] },
    ),
    'a callback': page(text(), {
      callbacks: {
        done: { '{$request.body#/url}': { post: { responses: { '200': { description: 'Received' } } } } },
      },
    }),
  }

  test.each(Object.entries(cases))('%s', (_, document) => {
    expect(recovered(document)).toEqual(document)
  })
})

test('blank lines in texts are lost, and nothing else', () => {
  const wide =
    'A lantern drifts over the harbour while the tide comes in and the paper ribbons move in the wind.'
  const document = page({ type: 'string', description: `${wide}\n\n- one\n- two\n` })
  expect(contractOf(recovered(document))).toEqual(contractOf(document))
})

describe('where the end of an object cannot be seen', () => {
  const document = page({
    type: 'object',
    properties: { input: { type: 'object', properties: { prompt: text() } }, seed: text('integer') },
  })
  const flat = flatten(writeYaml(document))
  const line = flat.split('\n').indexOf('seed:') + 1
  const schema = '/paths/~1api~1v1~1jobs~1createTask/post/requestBody/content/application~1json/schema'

  test('the line is named with both of its places', () => {
    expect(() => recover('page.txt', flat)).toThrow(AmbiguousPage)
    expect(() => recover('page.txt', flat)).toThrow(`page.txt:${line}: "seed:" can stand in two places`)
    expect(() => recover('page.txt', flat)).toThrow(`--choose '${line}=${schema}/properties/seed'`)
    expect(() => recover('page.txt', flat)).toThrow(
      `--choose '${line}=${schema}/properties/input/properties/seed'`,
    )
  })

  test('a person chooses', () => {
    const outer = recover('page.txt', flat, [readChoice(`${line}=${schema}/properties/seed`)])
    expect(documentOf(outer)).toEqual(document)
    const inner = recover('page.txt', flat, [
      readChoice(`${line}=${schema}/properties/input/properties/seed`),
    ])
    expect(at(documentOf(inner), ...keys(schema), 'properties', 'input', 'properties', 'seed')).toEqual(
      text('integer'),
    )
  })

  test('a choice that cannot be is refused', () => {
    expect(() => recover('page.txt', flat, [readChoice(`${line}=/info/seed`)])).toThrow(
      'cannot stand at /info/seed',
    )
    expect(() => readChoice('seed')).toThrow('--choose seed: expected')
  })
})

describe('a keyword behind the text of a description', () => {
  const link = () => ({ type: 'string', format: 'uri', description: 'A link' })
  const scene = (description: string) =>
    page({
      type: 'object',
      properties: { link: link(), scene: { type: 'string', description }, more: link() },
      required: ['link', 'scene', 'more'],
    })

  test.each([
    ['is in doubt where the page writes it above descriptions', 'Prose of\ntwo lines\nformat: uri'],
    ['is in doubt where the text announces something', 'Prose of\ntwo lines, such as:\nmaxLength: 5'],
  ])('%s', (_, description) => {
    expect(() => recovered(scene(description))).toThrow(AmbiguousPage)
    expect(() => recovered(scene(description))).toThrow(/scene\/description'/)
  })

  test('is a keyword where the schema would lack it', () => {
    const schema = { type: 'object', properties: { scene: { description: 'Two\nlines:', type: 'string' } } }
    expect(recovered(page({ ...schema, required: ['scene'] }))).toEqual(
      page({ ...schema, required: ['scene'] }),
    )
  })
})

test('the work that a page is worth is counted, and beyond it the page is refused', () => {
  const texts = flatten(writeYaml(page(text()))).split('\n')
  const lines = readLines(texts.map((line, index) => ({ number: index + 1, text: line })))
  const flatPage = { file: 'page.txt', lines, choices: [] }
  const spent = [10_000, 20_000].map((steps) => {
    const budget = { steps }
    read(flatPage, upstreamWidths, budget)
    return steps - budget.steps
  })
  expect(spent[0]).toBeGreaterThanOrEqual(lines.length)
  expect(spent[1]).toBe(spent[0])
  expect(() => read(flatPage, upstreamWidths, { steps: lines.length / 2 })).toThrow(
    'page.txt: the lines of its document can be read in too many ways',
  )
})

test('a line that fits nowhere is named', () => {
  const lines = flatten(writeYaml(page(text()))).split('\n')
  const broken = lines.toSpliced(3, 0, 'A line that is no YAML').join('\n')
  expect(() => recover('page.txt', broken)).toThrow('page.txt:4: "A line that is no YAML" fits nowhere')
})

test('a real page with flow lists is recovered, or refused for a line', () => {
  const file = new URL('../fixtures/lantern-page.yaml', import.meta.url)
  const document = parseYaml(readFileSync(file, 'utf8'), 'lantern')
  expect(() => recovered(document)).toThrow('"duration:" can stand in two places')
})

function keys(place: string): string[] {
  return place
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/'))
}
