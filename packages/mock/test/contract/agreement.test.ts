import openapi from '@apikley/specs/openapi.json' with { type: 'json' }
import prismOperations from '@stoplight/prism-http/dist/utils/operations.js'
import prismValidator from '@stoplight/prism-http/dist/validator/index.js'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acceptanceOf, type Acceptance } from '../../src/contract/acceptance.ts'
import { readOperation } from '../../src/contract/prism.ts'
import type { ContractRequest } from '../../src/contract/validator.ts'
import { splitDocument, type Part } from '../../src/contract/split.ts'
import { videoModel } from '../support/mock.ts'
import { twoModels } from '../support/two-models.ts'

/** What Prism says, asked directly, and what the compiled terms say. */
interface Judges {
  prism: (request: ContractRequest) => string[]
  accepts: Acceptance
  messages: (request: ContractRequest) => string[]
}

async function judgesOf(part: Part): Promise<Judges> {
  const [resource] = await prismOperations.getHttpOperationsFromSpec(structuredClone<object>(part.document))
  if (!resource) throw new Error('The document holds no operation.')
  const validator = await readOperation(part.document, part.method)
  return {
    prism({ path, query, headers, body }) {
      const element = { method: part.method, url: { path, query }, headers, body: structuredClone(body) }
      const verdicts = [
        prismValidator.validateSecurity({ resource, element }),
        prismValidator.validateInput({ resource, element }),
      ]
      return verdicts
        .flatMap((verdict) => ('left' in verdict ? verdict.left : []))
        .map((each) => each.message)
    },
    accepts: acceptanceOf(resource),
    messages: (request) => validator.problems(request).map((each) => each.message),
  }
}

function partOf(document: typeof twoModels, name: string): Part {
  const found = splitDocument(document).find(({ operationId, model }) => (model ?? operationId) === name)
  if (!found) throw new Error(`The document has no ${name}.`)
  return found
}

const json = { authorization: 'Bearer x', 'content-type': 'application/json', 'content-length': '9' }
const posted = (body: unknown, headers: Record<string, string> = json): ContractRequest => ({
  path: '/',
  query: {},
  headers,
  body,
})
const got = (query: ContractRequest['query'], headers: Record<string, string> = {}): ContractRequest => ({
  path: '/',
  query,
  headers: { authorization: 'Bearer x', 'content-length': '0', ...headers },
  body: undefined,
})
const video = (input: unknown, rest: object = {}) => posted({ model: videoModel, input, ...rest })
const prompt = 'a lighthouse at dusk'

describe('the compiled terms say yes at once to what Prism finds nothing wrong with, and to nothing else', () => {
  const cases: { name: string; part: Part; request: ContractRequest; quick: boolean }[] = [
    ...[
      { name: 'the least input', request: video({ prompt }), quick: true },
      {
        name: 'every field',
        request: video(
          { prompt, duration: '10', aspect_ratio: '1:1', negative_prompt: 'x', cfg_scale: 0.5 },
          { callBackUrl: 'http://127.0.0.1/hook' },
        ),
        quick: true,
      },
      { name: 'an unknown field', request: video({ prompt, more: [1] }), quick: true },
      {
        name: 'a charset',
        request: posted(
          { model: videoModel, input: { prompt } },
          { ...json, 'content-type': 'application/json; charset=utf-8' },
        ),
        quick: true,
      },
      { name: 'no prompt', request: video({}), quick: false },
      { name: 'a prompt too long', request: video({ prompt: 'x'.repeat(5_001) }), quick: false },
      { name: 'a number as duration', request: video({ prompt, duration: 5 }), quick: false },
      {
        name: 'a callback URL that is none',
        request: video({ prompt }, { callBackUrl: 'nowhere' }),
        quick: false,
      },
      { name: 'another model', request: posted({ model: 'nobody/knows', input: { prompt } }), quick: false },
      { name: 'a list', request: posted([]), quick: false },
      { name: 'null', request: posted(null), quick: false },
      { name: 'nothing', request: posted(undefined), quick: false },
      {
        name: 'no key',
        request: posted({ model: videoModel, input: { prompt } }, { ...json, authorization: '' }),
        quick: false,
      },
      {
        name: 'another scheme',
        request: posted({ model: videoModel, input: { prompt } }, { ...json, authorization: 'Basic eDp5' }),
        quick: false,
      },
      {
        name: 'another content type',
        request: posted({ model: videoModel, input: { prompt } }, { ...json, 'content-type': 'text/plain' }),
        quick: false,
      },
    ].map((each) => ({ ...each, part: partOf(openapi, videoModel) })),
    ...[
      { name: 'a task id', request: got({ taskId: 'x' }), quick: true },
      { name: 'one more name', request: got({ taskId: 'x', more: ['1', '2'] }), quick: true },
      { name: 'no task id', request: got({}), quick: false },
      { name: 'an empty task id', request: got({ taskId: '' }), quick: false },
      { name: 'two task ids', request: got({ taskId: ['a', 'b'] }), quick: false },
      { name: 'a body', request: got({ taskId: 'x' }, { 'content-length': '2' }), quick: false },
    ].map((each) => ({ ...each, part: partOf(openapi, 'getTask') })),
    ...[
      { name: 'a number as text', request: got({ page: '1' }), quick: true },
      { name: 'text for a number', request: got({ page: 'one' }), quick: false },
    ].map((each) => ({ ...each, part: partOf(twoModels, 'getLegend') })),
  ]
  test.each(cases)('$part.operationId, $name → $quick', async ({ part, request, quick }) => {
    const { prism, accepts, messages } = await judgesOf(part)
    expect([accepts(request), prism(request).length === 0]).toEqual([quick, quick])
    // Prism writes the names of a query small.
    const written = prism(request).map((message) => message.replace('taskid', 'taskId'))
    expect(messages(request)).toEqual(written)
  })

  test('the name of a query parameter in another case is another name', async () => {
    const { accepts, messages } = await judgesOf(partOf(openapi, 'getTask'))
    const request = got({ TASKID: 'x' })
    expect(accepts(request)).toBe(false)
    expect(messages(request)).toEqual(["Request query must have required property 'taskId'"])
  })
})

describe('on random bodies, both agree, and the messages are Prism’s', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('5', '10', '16:9', 'red', 'blue', 'http://a.example/x', ''),
  )
  const anything = fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.jsonValue())
  const objectOf = (names: readonly string[]) =>
    fc.oneof(
      {
        weight: 9,
        arbitrary: fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] }),
      },
      { weight: 1, arbitrary: anything },
    )
  const models = [
    {
      part: partOf(openapi, videoModel),
      input: fc.oneof(
        objectOf(['prompt', 'duration', 'aspect_ratio', 'negative_prompt', 'cfg_scale']),
        fc.record({
          prompt: text,
          duration: fc.constantFrom('5', '10', '7'),
          cfg_scale: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
        }),
      ),
    },
    { part: partOf(twoModels, 'clay/pot'), input: objectOf(['prompt', 'handles']) },
    {
      part: partOf(twoModels, 'glass/bowl'),
      input: fc.oneof(
        objectOf(['tint', 'rim']),
        fc.record({ tint: fc.constantFrom('blue', 'red'), rim: objectOf(['width']) }),
      ),
    },
  ]
  test.each(models)('$part.model', async ({ part, input }) => {
    const { prism, accepts, messages } = await judgesOf(part)
    const bodies = fc.oneof(
      { weight: 8, arbitrary: input.map((value) => ({ model: part.model, input: value })) },
      {
        weight: 2,
        arbitrary: fc.record(
          { model: fc.constantFrom(part.model, 'x', 1), input, callBackUrl: text },
          { requiredKeys: [] },
        ),
      },
      { weight: 1, arbitrary: fc.jsonValue() },
    )
    const counted = { yes: 0, no: 0 }
    fc.assert(
      fc.property(bodies, (body) => {
        const request = posted(body)
        const complaints = prism(request)
        const valid = complaints.length === 0
        counted[valid ? 'yes' : 'no'] += 1
        expect(messages(request)).toEqual(complaints)
        // A body without a shape (a number, a list, nothing) is Prism's alone to judge.
        const shaped = typeof body === 'object' && body !== null
        expect(accepts(request)).toBe(valid && shaped)
      }),
      { seed: 20_261_122, numRuns: 1_500 },
    )
    expect(Math.min(counted.yes, counted.no)).toBeGreaterThan(50)
  })
})

describe('terms that Prism alone can read have no quick yes', () => {
  const schema = { type: 'object', properties: { at: { type: 'string' } } }
  const header = { name: 'x-more', in: 'header', schema: { type: 'string' } }
  const list = { name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'string' } } }
  const content = (body: object) => ({ requestBody: { content: { 'application/json': { schema: body } } } })
  const apiKey = { type: 'apiKey', in: 'header', name: 'x-key' }
  const operations = [
    { name: 'a header', operation: { parameters: [header] }, request: got({}) },
    { name: 'a list in the query', operation: { parameters: [list] }, request: got({ ids: 'a' }) },
    {
      name: 'a deprecated parameter',
      operation: { parameters: [{ ...list, schema: { type: 'string' }, deprecated: true }] },
      request: got({ ids: 'a' }),
    },
    { name: 'allOf', operation: content({ allOf: [schema] }), request: posted({ at: 'x' }) },
    {
      name: 'a date',
      operation: content({ ...schema, properties: { at: { type: 'string', format: 'date-time' } } }),
      request: posted({ at: '2026-11-22T12:00:00Z' }),
    },
    {
      name: 'a schema that is none',
      operation: content({ type: 'object', minProperties: -1 }),
      request: posted({}),
    },
    {
      name: 'nothing where anything will do',
      operation: { requestBody: { required: true, content: { 'application/json': { schema: {} } } } },
      request: posted(null),
    },
    {
      name: 'two forms of a body',
      operation: {
        requestBody: {
          content: { 'application/json': { schema }, 'text/plain': { schema: { type: 'string' } } },
        },
      },
      request: posted({ at: 'x' }),
    },
    {
      name: 'a key in a header of its own',
      operation: { security: [{ apiKey: [] }] },
      request: got({}, { 'x-key': 'x' }),
    },
  ]
  test.each(operations)('$name', async ({ operation, request }) => {
    const get = 'requestBody' in operation ? 'post' : 'get'
    const document = {
      openapi: '3.1.0',
      info: { title: 'Invented', version: '1.0.0' },
      paths: {
        '/': {
          [get]: { operationId: 'only', ...operation, responses: { '200': { description: 'An answer' } } },
        },
      },
      components: { securitySchemes: { apiKey } },
    }
    const { accepts, prism, messages } = await judgesOf(partOf(document, 'only'))
    expect(accepts(request)).toBe(false)
    expect(messages(request)).toEqual(prism(request))
  })
})
