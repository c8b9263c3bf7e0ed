import { describe, expect, test } from 'vitest'
import { makeBundle } from '../../src/bundle/bundle.ts'
import { placeOf } from '../../src/bundle/told.ts'
import { at, type JsonObject, listAt, objectAt } from '@apikley/pages/document'
import { readSources, type Sources } from '../../src/sources/read.ts'
import { takeIn } from '../../src/sources/take-in.ts'
import { specsFolder } from '../../src/specs-folder.ts'
import { type Invented, intake, inventedDocument, operationOf } from '../sources/invented-page.ts'
import { sourcePage } from '../sources/specs.ts'

const committed = readSources(specsFolder)
const bare: Sources = { ...committed, pages: [], overlays: [], supplements: [] }
const twin = { server: 'https://api.kie.ai' }
const withLimitCode = [200, 401, 402, 404, 422, 429, 433, 455, 500, 501, 505]

const bundleOf = (base: Sources, ...pages: Invented[]) =>
  makeBundle(
    takeIn(
      base,
      pages.map((page) => intake(page)),
    ).sources,
  )
const schema = (bundle: JsonObject, name: string) => objectAt(bundle, 'components', 'schemas', name)
const answers = (bundle: JsonObject) =>
  objectAt(bundle, 'paths', '/api/v1/jobs/createTask', 'post', 'responses')
const codes = (bundle: JsonObject) => listAt(schema(bundle, 'ApiResponse'), 'properties', 'code', 'enum')

/** The page as it is written since `data` stands in the shared schema. */
function newer(invented: Invented, component = 'response not with recordId'): JsonObject {
  const document = inventedDocument(invented)
  const schemas = objectAt(document, 'components', 'schemas')
  const { ApiResponse: envelope } = schemas
  const properties = {
    ...objectAt(envelope, 'properties'),
    data: { type: 'object', required: ['taskId'], properties: { taskId: { type: 'string' } } },
  }
  delete schemas['ApiResponse']
  schemas[component] = { ...objectAt(envelope), title: component, required: ['data'], properties }
  const reference = { $ref: `#/components/schemas/${encodeURIComponent(component)}` }
  objectAt(operationOf(document), 'responses', '200', 'content', 'application/json')['schema'] = {
    allOf: [reference],
  }
  return document
}

const asJson = (invented: Invented, document: JsonObject) =>
  intake(invented, { text: JSON.stringify(document) })

describe('pages of different age', () => {
  test('one knows a code that the other does not', () => {
    const bundle = bundleOf(bare, { model: 'a' }, { model: 'b', codes: withLimitCode })
    expect(new Set(codes(bundle))).toEqual(new Set([200, 401, 402, 404, 422, 429, 433, 455, 500, 501, 505]))
  })

  test('one requires the task id, the other does not: those that were there first decide by vote', () => {
    const data = { type: 'object', properties: { taskId: { type: 'string' } } }
    const strict = { ...data, required: ['taskId'] }
    const required = (first: JsonObject[], later: JsonObject[] = []) => {
      const pages = [...first, ...later].map((each, index) =>
        intake(
          { model: `m${index}`, data: each },
          { taken: index < first.length ? '2026-01-01' : '2026-02-01' },
        ),
      )
      return schema(makeBundle(takeIn(bare, pages).sources), 'CreatedTask')['required']
    }
    expect(required([strict, data, strict])).toEqual(['taskId'])
    expect(required([strict, data, data])).toBeUndefined()
    expect(required([strict], [data, data, data])).toEqual(['taskId'])
    expect(required([data], [strict, strict, strict])).toBeUndefined()
  })

  test('one has an answer 500, the other has none', () => {
    const ok = objectAt(operationOf(inventedDocument({ model: 'b' })), 'responses')
    const operation = { responses: { ...ok, '500': { description: 'Server Error' } } }
    const bundle = bundleOf(bare, { model: 'a' }, { model: 'b', operation })
    expect(Object.keys(answers(bundle))).toEqual(['200', '500'])
  })

  test('one has `data` beside the envelope, the other inside it, under another name', () => {
    const older = intake({ model: 'a' }, { taken: '2026-01-01' })
    for (const component of ['response not with recordId', 'Envelope', 'ApiResponse']) {
      const both = makeBundle(
        takeIn(bare, [older, asJson({ model: 'b' }, newer({ model: 'b' }, component))]).sources,
      )
      const alone = makeBundle(takeIn(bare, [older]).sources)
      expect(schema(both, 'ApiResponse')).toEqual(schema(alone, 'ApiResponse'))
      expect(schema(both, 'CreatedTask')).toEqual(schema(alone, 'CreatedTask'))
      expect(Object.keys(objectAt(both, 'components', 'schemas')).toSorted()).toEqual([
        'AInput',
        'ARequest',
        'ApiResponse',
        'BInput',
        'BRequest',
        'CreateTaskRequest',
        'CreatedTask',
      ])
    }
  })

  test('alone, a newer page gives the same form, and keeps what it requires', () => {
    const alone = makeBundle(takeIn(bare, [asJson({ model: 'b' }, newer({ model: 'b' }))]).sources)
    expect(at(answers(alone), '200', 'content', 'application/json', 'schema')).toEqual({
      allOf: [
        { $ref: '#/components/schemas/ApiResponse' },
        {
          type: 'object',
          required: ['data'],
          properties: { data: { $ref: '#/components/schemas/CreatedTask' } },
        },
      ],
    })
    expect(Object.keys(objectAt(schema(alone, 'ApiResponse'), 'properties'))).toEqual(['code', 'msg'])
  })

  test('a server that is relative to the page is none', () => {
    const text = intake({ model: 'a', server: '/' }).text
    const url = 'https://docs.apikley.ru/a.md'
    const { sources } = takeIn(bare, [intake({ model: 'a' }, { text, url })])
    expect(sources.pages[0]!.lock.origin).toBe('apikley')
    expect(makeBundle(sources)['servers']).toEqual([{ url: 'https://api.apikley.ru' }])
  })

  test('another type of a field is that of its own model: the others keep theirs, and it is told', () => {
    const data = { type: 'object', properties: { taskId: { type: 'integer' }, queue: { type: 'integer' } } }
    const first = intake({ model: 'a' }, { taken: '2026-01-01' })
    const told: string[] = []
    const bundle = makeBundle(
      takeIn(bare, [first, intake({ model: 'b', data })]).sources,
      ({ file, place, lineOf }, text) => told.push(`${file}:${lineOf?.(place)} ${text}`),
    )
    expect(at(schema(bundle, 'CreatedTask'), 'properties', 'taskId', 'type')).toBe('string')
    expect(at(schema(bundle, 'CreatedTask'), 'properties', 'queue', 'type')).toBe('integer')
    expect(told).toEqual([expect.stringMatching(/^vendor\/b\.md:\d+ type "integer", where it is "string"$/)])
  })

  test('an answer that is no object is refused with its line', () => {
    const document = inventedDocument({ model: 'a' })
    objectAt(operationOf(document), 'responses', '200', 'content', 'application/json')['schema'] = {
      oneOf: [{ type: 'object' }],
    }
    expect(() =>
      makeBundle({ ...bare, pages: [{ ...sourcePage('a', document), lineOf: () => 12 }] }),
    ).toThrow(
      /^vendor\/a\.yaml:12: the answer of createTask has another form at \/paths\/.*\/schema\. Expected: an object/,
    )
  })

  test('the words are those of our page that was there first, whatever the order', () => {
    const old = intake({ model: 'a', words: 'Old' }, { taken: '2026-01-01' })
    const young = intake({ model: 'b', words: 'Young' }, { taken: '2026-02-01' })
    const foreign = intake({ model: 'c', words: 'Foreign', ...twin }, { taken: '2026-03-01' })
    const bundles = [
      [old, young, foreign],
      [foreign, young, old],
    ].map((pages) => makeBundle(takeIn(bare, pages).sources))
    for (const bundle of bundles) {
      expect(at(schema(bundle, 'ApiResponse'), 'properties', 'code', 'description')).toBe('Old: codes')
      expect(at(bundle, 'info', 'contact', 'name')).toBe('Old: contact')
      expect(at(bundle, 'components', 'securitySchemes', 'BearerAuth', 'description')).toBe('Old: keys')
    }
    expect(JSON.stringify(bundles[0])).toBe(JSON.stringify(bundles[1]))
  })

  test('of several pages of one day, the one that says most', () => {
    const pages = [
      intake({ model: 'a', words: 'Terse' }, { taken: '2026-01-01' }),
      intake({ model: 'b', words: 'Talkative' }, { taken: '2026-01-01' }),
    ]
    const bundle = makeBundle(takeIn(bare, pages).sources)
    expect(at(schema(bundle, 'ApiResponse'), 'properties', 'code', 'description')).toBe('Talkative: codes')
  })

  test('the components of a request belong to its model: the same name may mean two things', () => {
    const input = { type: 'object', properties: { picture: { $ref: '#/components/schemas/Picture' } } }
    const of = (model: string, limit: number): Invented => ({
      model,
      input,
      example: {},
      schemas: { Picture: { type: 'string', maxLength: limit } },
    })
    const bundle = bundleOf(bare, of('a', 10), of('b', 20))
    expect(schema(bundle, 'AInput')).toMatchObject({
      properties: { picture: { $ref: '#/components/schemas/APicture' } },
    })
    expect(schema(bundle, 'APicture')).toEqual({ type: 'string', maxLength: 10 })
    expect(schema(bundle, 'BPicture')).toEqual({ type: 'string', maxLength: 20 })
  })
})

describe('a page of the twin', () => {
  const alone = makeBundle(committed)

  test('brings its model with evidence, and leaves server, contact, keys and words to us', () => {
    const bundle = bundleOf(committed, {
      model: 'lantern/mini-2',
      words: 'Theirs',
      codes: withLimitCode,
      ...twin,
    })
    expect(schema(bundle, 'LanternMini2Request')['x-evidence']).toEqual({
      level: 'documented',
      source: 'Twin API, page lantern-mini-2.',
    })
    expect(bundle['servers']).toEqual(alone['servers'])
    expect(at(bundle, 'info', 'contact')).toEqual(at(alone, 'info', 'contact'))
    expect(at(bundle, 'components', 'securitySchemes')).toEqual(at(alone, 'components', 'securitySchemes'))
    expect(schema(bundle, 'ApiResponse')).toEqual(schema(alone, 'ApiResponse'))
    expect(schema(bundle, 'CreatedTask')).toEqual(schema(alone, 'CreatedTask'))
    expect(schema(alone, 'KlingV21MasterTextToVideoRequest')['x-evidence']).toBeUndefined()
  })

  test('says the same on whatever day it was taken', () => {
    const takenOn = (day: string) =>
      makeBundle(takeIn(bare, [intake({ model: 'l', ...twin }, { taken: day })]).sources)
    expect(takenOn('2027-02-03')).toEqual(takenOn('2026-11-01'))
  })

  const data = { type: 'object', properties: { taskId: { type: 'string' }, queue: { type: 'integer' } } }
  const error = { description: 'Too much' }
  const more = (model: string): Invented => {
    const { '200': ok } = objectAt(
      operationOf(inventedDocument({ model, data, codes: [200, 499] })),
      'responses',
    )
    return { model, data, codes: [200, 499], operation: { responses: { '200': ok!, '503': error } }, ...twin }
  }

  test('adds what another one says too of the answers, with evidence, and takes nothing away', () => {
    const bundle = bundleOf(committed, more('l'), more('m'))
    const evidence = { level: 'documented', source: 'Twin API, page l.' }
    expect(codes(bundle)).toEqual([...codes(alone), 499])
    expect(schema(bundle, 'CreatedTask')['required']).toEqual(['taskId'])
    expect(at(schema(bundle, 'CreatedTask'), 'properties', 'queue')).toEqual({
      type: 'integer',
      'x-evidence': evidence,
    })
    expect(answers(bundle)['503']).toEqual({ ...error, 'x-evidence': evidence })
  })

  test.each<[string, Invented]>([
    ['what no other page says', more('l')],
    ['codes that it does not list', { model: 'l', codes: [200], ...twin }],
    [
      'fields of another type',
      { model: 'l', data: { type: 'object', properties: { taskId: { type: 'integer' } } }, ...twin },
    ],
    [
      'an answer that is composed',
      { model: 'l', data: { allOf: [{ type: 'object', required: [] }] }, ...twin },
    ],
  ])('does not change the answers by %s', (_, page) => {
    const bundle = bundleOf(committed, page)
    for (const name of ['ApiResponse', 'CreatedTask'])
      expect(schema(bundle, name)).toEqual(schema(alone, name))
    expect(answers(bundle)).toEqual(answers(alone))
  })

  test('does not put the envelope into `data`, however many pages do', () => {
    const wrong = {
      type: 'object',
      properties: { code: { type: 'string' }, data: {}, taskId: { type: 'string' } },
    }
    const pages = ['l', 'm', 'n'].map((model) => ({ model, data: wrong, ...twin }))
    expect(schema(bundleOf(committed, ...pages), 'CreatedTask')).toEqual(schema(alone, 'CreatedTask'))
  })

  test('makes no supplement superfluous, as a page of ours does, by file and place', () => {
    const page = { model: 'l', codes: withLimitCode }
    const told: string[] = []
    const { sources } = takeIn(committed, [asJson(page, newer(page))])
    makeBundle(sources, ({ file }, text) => told.push(`${file}: ${text}`))
    // Pages that were taken in may have remarks of their own.
    expect(told.filter((line) => line.startsWith('supplements/'))).toEqual([
      expect.stringMatching(
        /^supplements\/error-answers\.yaml: \/components\/schemas\/ApiResponse\/properties\/code\/enum 433 is documented upstream now/,
      ),
    ])
    const supplements = committed.supplements.filter(({ file }) =>
      /(error-answers|create-task)\.yaml$/.test(file),
    )
    const theirs = bundleOf({ ...bare, supplements }, { ...page, ...twin })
    expect(codes(theirs)).toEqual([...withLimitCode, 400, 405, 408])
  })

  test('alone promises nothing: what it requires may be missing', () => {
    const [ours, theirs] = [{}, twin].map((origin) =>
      makeBundle(takeIn(bare, [asJson({ model: 'b', ...origin }, newer({ model: 'b', ...origin }))]).sources),
    )
    const requires = (bundle: JsonObject | undefined) => [
      at(answers(bundle ?? {}), '200', 'content', 'application/json', 'schema', 'allOf', 1, 'required'),
      at(bundle, 'components', 'schemas', 'CreatedTask', 'required'),
    ]
    expect(requires(ours)).toEqual([['data'], ['taskId']])
    expect(requires(theirs)).toEqual([undefined, undefined])
  })

  test('alone leads to our server, and not to its keys', () => {
    const bundle = bundleOf(bare, { model: 'l', words: 'Theirs', ...twin })
    expect(bundle['servers']).toEqual([{ url: 'https://api.apikley.ru' }])
    expect(JSON.stringify([bundle['info'], at(bundle, 'components', 'securitySchemes')])).not.toContain(
      'Theirs',
    )
  })
})

test('an overlay stays with its page when that changes its format', () => {
  const overlay = {
    file: 'overlays/words.yaml',
    corrects: 'vendor/a.yaml',
    actions: [
      {
        target: "$.paths['/api/v1/jobs/createTask'].post[?@ == 'Light lanterns with a']",
        remove: true as const,
      },
    ],
  }
  const base = { ...bare, overlays: [overlay] }
  expect(schema(bundleOf(base, { model: 'a' }), 'ARequest')).not.toHaveProperty('description')
  expect(() => bundleOf(base, { model: 'b' })).toThrow(
    'overlays/words.yaml: extends vendor/a.yaml, which is none of',
  )
})

describe('a page of ours that documents the content of an answer', () => {
  const withContent = (body: JsonObject, schemas: JsonObject = {}) => {
    const document = inventedDocument({ model: 'a', schemas })
    const content = { 'application/json': { schema: body } }
    objectAt(document, 'components')['responses'] = { Error: { description: 'Error', content } }
    objectAt(operationOf(document), 'responses')['500'] = { $ref: '#/components/responses/Error' }
    const told: string[] = []
    const bundle = makeBundle(takeIn(committed, [asJson({ model: 'a' }, document)]).sources, (where, text) =>
      told.push(`${placeOf(where)}: ${text}`),
    )
    const responses = objectAt(bundle, 'components', 'responses')
    return { told, error: objectAt(responses, 'Error', 'content', 'application/json', 'schema') }
  }

  test('takes nothing away of what our overlay gives', () => {
    const { told, error } = withContent({ type: 'object', properties: { why: { type: 'string' } } })
    expect(told.filter((line) => line.startsWith('overlays/'))).toEqual([
      expect.stringMatching(
        /^overlays\/error-response-content\.yaml:\d+: action 0, .*: a page says this in its own way now/,
      ),
    ])
    const fields = ['code', 'data', 'msg', 'success', 'why']
    expect(Object.keys(objectAt(error, 'properties')).toSorted()).toEqual(fields)
  })

  test('blocks nothing when it contains itself', () => {
    const reference = { $ref: '#/components/schemas/Why' }
    const { error } = withContent(reference, { Why: { type: 'object', properties: { why: reference } } })
    expect(error).toEqual({ $ref: '#/components/schemas/ErrorBody' })
  })
})

test('a person corrects by an overlay what a model makes', () => {
  const target = "$.paths['/api/v1/jobs/createTask'].post"
  const overlay = {
    file: 'overlays/kind.yaml',
    corrects: 'vendor/a.yaml',
    actions: [{ target, update: { 'x-kind': 'audio' } }],
  }
  const page: Invented = { model: 'a', words: 'Generate videos' }
  expect(schema(bundleOf(bare, page), 'ARequest')['x-kind']).toEqual({
    is: 'video',
    evidence: 'The summary: "Generate videos with a".',
  })
  expect(schema(bundleOf({ ...bare, overlays: [overlay] }, page), 'ARequest')['x-kind']).toEqual({
    is: 'audio',
    evidence: 'An overlay says so.',
  })
})
