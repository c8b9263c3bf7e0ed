import { describe, expect, test } from 'vitest'
import { type JsonObject, objectAt, parseJson } from '../../src/document/json.ts'
import { again, answer, brookText, read } from '../brook.ts'

const taskId = { type: 'string' }
const data = { type: 'object', properties: { taskId }, required: ['taskId'] }
const shared = { code: { type: 'integer' }, msg: { type: 'string' } }
const mixed = { type: 'object', required: ['data'], properties: { ...shared, data } }
const arm = { type: 'object', properties: { data } }
const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** The page with another schema of the answer and other components. */
function pageWith(schema: object, schemas: object, more: object = {}) {
  const document = structuredClone(read(brookText).document)
  const responses = objectAt(document, 'paths', '/api/v1/jobs/createTask', 'post', 'responses')
  responses['200'] = json({ description: '', content: { 'application/json': { schema } } })
  Object.assign(responses, json(more))
  objectAt(document, 'components')['schemas'] = json(schemas)
  const page = read(JSON.stringify(document))
  return {
    page,
    schema: objectAt(page.document, ...answer, 'schema'),
    schemas: objectAt(page.document, 'components', 'schemas'),
  }
}

function json(value: object): JsonObject {
  return objectAt(parseJson(JSON.stringify(value)))
}

const normal = {
  schema: { allOf: [refer('ApiResponse'), { type: 'object', properties: { data }, required: ['data'] }] },
  schemas: { ApiResponse: { type: 'object', properties: shared } },
}

describe('the answer gets the shape of our first page', () => {
  test.each([
    ['data in the component', { allOf: [refer('ApiResponse')] }, { ApiResponse: mixed }],
    ['data in a component of another name', { allOf: [refer('Answer')] }, { Answer: mixed }],
    ['a reference without allOf', refer('Answer'), { Answer: mixed }],
    ['the whole answer where it stands', mixed, {}],
    ['the whole answer, and a component that nothing refers to', mixed, { ApiResponse: mixed }],
    ['data in the component and beside it', { allOf: [refer('ApiResponse'), arm] }, { ApiResponse: mixed }],
    ['an unused namesake', { allOf: [refer('Answer')] }, { Answer: mixed, ApiResponse: { type: 'string' } }],
  ])('%s', (_, before, components) => {
    const { page, schema, schemas } = pageWith(before, components)
    expect({ schema, schemas }).toEqual(normal)
    expect(page.repairs).toMatchObject([
      { name: 'envelope', place: expect.stringMatching(/\/200\/.*\/schema$/), changesMeaning: false },
    ])
    expect(again(page).repairs).toEqual([])
  })

  test('what is required of the envelope stays, and what is said beside it', () => {
    const strict = { ...mixed, required: ['code', 'data'] }
    const { schema, schemas } = pageWith(
      { allOf: [refer('Answer')], description: 'words' },
      { Answer: strict },
    )
    expect(schema['description']).toBe('words')
    expect(schemas).toEqual({ ApiResponse: { type: 'object', required: ['code'], properties: shared } })
  })
})

describe('the answer is left as it is', () => {
  test.each([
    ['when it has that shape', normal.schema, normal.schemas, {}],
    [
      'when it is no envelope',
      { type: 'object', properties: { done: refer('Done') } },
      { Done: { type: 'boolean' } },
      {},
    ],
    [
      'when it has more than data beside it',
      { allOf: [refer('ApiResponse'), { type: 'object', properties: { data, more: {} } }] },
      { ApiResponse: mixed },
      {},
    ],
    [
      'when data contradicts itself',
      { allOf: [refer('ApiResponse'), { properties: { data: { type: 'string' } } }] },
      { ApiResponse: mixed },
      {},
    ],
    [
      'when another answer uses the component',
      { allOf: [refer('ApiResponse')] },
      { ApiResponse: mixed },
      { '500': { description: '', content: { 'application/json': { schema: refer('ApiResponse') } } } },
    ],
    [
      'when another answer uses a namesake',
      { allOf: [refer('Answer')] },
      { Answer: mixed, ApiResponse: arm },
      { '500': { description: '', content: { 'application/json': { schema: refer('ApiResponse') } } } },
    ],
  ])('%s', (_, before, components, more) => {
    const { page, schema, schemas } = pageWith(before, components, more)
    expect(page.repairs).toEqual([])
    expect({ schema, schemas }).toEqual({ schema: before, schemas: components })
  })
})
