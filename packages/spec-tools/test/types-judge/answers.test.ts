import { beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '@apikley/pages/document'
import { type Change, highest } from '@apikley/judges'
import { judgeByTypes } from '../../src/types-judge/judge.ts'
import type { TypeRuleId } from '@apikley/judges/types'
import { body, specWith, text } from '../codegen/spec.ts'
import { object, told, typesPackage } from './versions.ts'

interface Case {
  name: string
  before: JsonObject
  after: JsonObject
  level: Change['level']
  /** Rules and sentences; `@` stands for the operation. */
  want: [TypeRuleId, string][]
}

const string: JsonObject = { type: 'string' }
const number: JsonObject = { type: 'number' }
const states = (...values: string[]): JsonObject => ({ type: 'string', enum: values })

const cases: Case[] = [
  {
    name: 'a property is gone',
    before: object({ taskId: string, model: string }, 'taskId', 'model'),
    after: object({ taskId: string }, 'taskId'),
    level: 'major',
    want: [['types-answer-removed', 'Remove: `model` in the answer 200 of `@`.']],
  },
  {
    name: 'a property that could be missing is gone',
    before: object({ taskId: string, model: string }),
    after: object({ taskId: string }),
    level: 'major',
    want: [['types-answer-removed', 'Remove: `model` in the answer 200 of `@`.']],
  },
  {
    name: 'a property may be missing',
    before: object({ taskId: string }, 'taskId'),
    after: object({ taskId: string }),
    level: 'major',
    want: [['types-answer-widened', 'Change: `taskId` in the answer 200 of `@` may be missing now.']],
  },
  {
    name: 'a property can be null',
    before: object({ cost: number }),
    after: object({ cost: { type: ['number', 'null'] } }),
    level: 'major',
    want: [['types-answer-widened', 'Change: `cost` in the answer 200 of `@` can also be null.']],
  },
  {
    name: 'a property is of another type',
    before: object({ data: object({ cost: number }) }),
    after: object({ data: object({ cost: string }) }),
    level: 'major',
    want: [
      [
        'types-answer-widened',
        'Change: `data.cost` in the answer 200 of `@` is string now, no longer number.',
      ],
    ],
  },
  {
    name: 'the items of a list are of another type',
    before: object({ urls: { type: 'array', items: string } }),
    after: object({ urls: { type: 'array', items: object({ url: string }) } }),
    level: 'major',
    want: [
      [
        'types-answer-widened',
        'Change: `urls[]` in the answer 200 of `@` is { url?: string; } now, no longer string.',
      ],
    ],
  },
  {
    name: 'any string comes where an enum was',
    before: object({ state: states('waiting', 'success') }),
    after: object({ state: string }),
    level: 'major',
    want: [['types-answer-widened', 'Change: `state` in the answer 200 of `@` can also be string.']],
  },
  {
    name: 'an object has other properties than any that it could have',
    before: object({ labels: { type: 'object', additionalProperties: string } }),
    after: object({ labels: object({ size: number }) }),
    level: 'major',
    want: [
      ['types-added', 'Add: `labels.size` in the answer 200 of `@`.'],
      [
        'types-answer-widened',
        'Change: `labels.size` in the answer 200 of `@` is number now, no longer string.',
      ],
    ],
  },
  {
    name: 'an enum has another value',
    before: object({ state: states('waiting', 'success') }),
    after: object({ state: states('waiting', 'paused', 'success') }),
    level: 'minor',
    want: [['types-answer-value', "Change: `state` in the answer 200 of `@` can also be 'paused'."]],
  },
  {
    name: 'there is another code',
    before: object({ code: { type: 'integer', enum: [200, 402] } }),
    after: object({ code: { type: 'integer', enum: [200, 402, 433] } }),
    level: 'minor',
    want: [['types-answer-value', 'Change: `code` in the answer 200 of `@` can also be 433.']],
  },
  {
    name: 'an enum has a value less',
    before: object({ state: states('waiting', 'queuing', 'success') }),
    after: object({ state: states('waiting', 'success') }),
    level: 'minor',
    want: [
      ['types-answer-narrowed', "Change: `state` in the answer 200 of `@` is never 'queuing' any more."],
    ],
  },
  {
    name: 'a property is new',
    before: object({ taskId: string }),
    after: object({ taskId: string, progress: number }),
    level: 'minor',
    want: [['types-added', 'Add: `progress` in the answer 200 of `@`.']],
  },
  {
    name: 'a property that could be missing is always there',
    before: object({ taskId: string }),
    after: object({ taskId: string }, 'taskId'),
    level: 'minor',
    want: [['types-answer-narrowed', 'Change: `taskId` in the answer 200 of `@` is always there.']],
  },
  {
    name: 'properties are in another order',
    before: object({ taskId: string, model: string }),
    after: object({ model: string, taskId: string }),
    level: 'none',
    want: [],
  },
]

const idOf = ({ name }: Case) => name.replaceAll(/[^a-z]+/g, '_')

function answering(schema: JsonObject): JsonObject {
  return { 200: { description: 'Fine.', content: { 'application/json': { schema } } } }
}

/** A bundle with these operations beside createTask. */
function withPaths(paths: JsonObject, schemas: JsonObject = {}): JsonObject {
  const spec = specWith([body('invented/one', text)], schemas)
  return { ...spec, paths: { ...Object(spec['paths']), ...paths } }
}

let changes: readonly Change[]
beforeAll(async () => {
  const bundle = (side: 'before' | 'after') =>
    withPaths(
      Object.fromEntries(
        cases.map((each) => [
          `/${idOf(each)}`,
          { get: { operationId: idOf(each), responses: answering(each[side]) } },
        ]),
      ),
    )
  changes = await judgeByTypes(bundle('before'), bundle('after'), { types: await typesPackage() })
})

describe('what users receive', () => {
  test.each(cases)('$name: $level', (each) => {
    const ofCase = changes.filter(({ place }) => place.startsWith(`/paths/~1${idOf(each)}/`))
    expect(told(ofCase)).toEqual(each.want.map(([id, sentence]) => [id, sentence.replace('@', idOf(each))]))
    expect(highest(ofCase.map(({ level }) => level))).toBe(each.level)
    expect(ofCase.every(({ direction }) => direction === 'receive')).toBe(true)
  })

  test('is told once for what several answers share', async () => {
    const shared = { $ref: '#/components/schemas/Task' }
    const bundle = (schema: JsonObject) =>
      withPaths(
        {
          '/a': { get: { operationId: 'a', responses: answering(shared) } },
          '/b': { get: { responses: answering(shared) } },
        },
        { Task: schema },
      )
    const found = await judgeByTypes(
      bundle(object({ id: string, at: number })),
      bundle(object({ id: string })),
      {
        types: await typesPackage(),
      },
    )
    expect(found.map(({ place, text: sentence }) => ({ place, sentence }))).toEqual([
      {
        place: '/components/schemas/Task/properties/at',
        sentence: 'Remove: `at` in the answer 200 of `a` (elsewhere too).',
      },
    ])
  })

  test('can contain itself', async () => {
    const bundle = (cost: JsonObject) => {
      const step = object({ cost, next: { $ref: '#/components/schemas/Step' } })
      const responses = answering({ $ref: '#/components/schemas/Step' })
      return withPaths({ '/a': { get: { operationId: 'a', responses } } }, { Step: step })
    }
    const found = await judgeByTypes(bundle(number), bundle(string), { types: await typesPackage() })
    expect(told(found)).toEqual([
      ['types-answer-widened', 'Change: `cost` in the answer 200 of `a` is string now, no longer number.'],
    ])
  })
})

describe('callbacks and requests of operations', () => {
  const types = typesPackage()
  const post = (operation: JsonObject): JsonObject => ({
    '/x': { post: { operationId: 'x', responses: {}, ...operation } },
  })
  const content = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } })

  test('a callback is something that users receive', async () => {
    const bundle = (schema: JsonObject) =>
      withPaths(
        post({
          callbacks: {
            done: {
              '{$request.body#/url}': {
                post: { requestBody: content({ $ref: '#/components/schemas/Done' }) },
              },
            },
          },
        }),
        { Done: schema },
      )
    const found = await judgeByTypes(bundle(object({ ok: string }, 'ok')), bundle(object({ ok: string })), {
      types: await types,
    })
    expect(told(found)).toEqual([
      ['types-answer-widened', 'Change: `ok` in the callback `done` may be missing now.'],
    ])
  })

  test('a body is something that users send', async () => {
    const bundle = (schema: JsonObject) => withPaths(post({ requestBody: content(schema) }))
    const found = await judgeByTypes(
      bundle(object({ path: string })),
      bundle(object({ path: string }, 'path')),
      {
        types: await types,
      },
    )
    expect(told(found)).toEqual([
      ['types-input-required', 'Change: `path` in the body of `x` is required now.'],
    ])
  })

  test('a parameter is something that users send', async () => {
    const bundle = (required: boolean) =>
      withPaths({
        '/x': {
          get: {
            operationId: 'x',
            parameters: [{ name: 'id', in: 'query', required, schema: string }],
            responses: {},
          },
        },
      })
    const found = await judgeByTypes(bundle(false), bundle(true), { types: await types })
    expect(found.map(({ level }) => level)).toContain('major')
    expect(told(found)).toContainEqual([
      'types-input-required',
      'Change: `query.id` in the parameters of `x` is required now.',
    ])
  })

  test('an operation that is gone is major, a new one is minor', async () => {
    const found = await judgeByTypes(
      withPaths({ '/x': { get: { operationId: 'x', responses: {} } } }),
      withPaths(post({ operationId: 'y' })),
      {
        types: await types,
      },
    )
    expect(found.map(({ id, level, text: sentence }) => [id, level, sentence])).toEqual([
      ['types-key-removed', 'major', 'Remove: the operation `x`.'],
      ['types-added', 'minor', 'Add: the operation `y`.'],
    ])
  })

  test('the raw types may take another form as long as they say the same', async () => {
    const schema = object({ id: string })
    const named = withPaths(
      { '/x': { get: { responses: answering({ $ref: '#/components/schemas/Thing' }) } } },
      { Thing: schema },
    )
    const inline = withPaths({ '/x': { get: { responses: answering(schema) } } })
    const found = await judgeByTypes(named, inline, { types: await types })
    expect(found.map(({ id, level }) => ({ id, level }))).toEqual([{ id: 'types-raw', level: 'patch' }])
  })
})
