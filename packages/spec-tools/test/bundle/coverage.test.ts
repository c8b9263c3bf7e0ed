import { describe, expect, test } from 'vitest'
import { makeBundle } from '../../src/bundle/bundle.ts'
import { at, type JsonObject, listAt, objectAt, parseJson, textAt } from '@apikley/pages/document'
import { readSources } from '../../src/sources/read.ts'
import { specsFolder } from '../../src/specs-folder.ts'

const bundle = makeBundle(readSources(specsFolder))
const operations = Object.entries(objectAt(bundle, 'paths')).flatMap(([path, item]) =>
  Object.entries(objectAt(item)).map(([method, operation]): [string, string, JsonObject] => [
    textAt(operation, 'operationId'),
    `${method.toUpperCase()} ${path}`,
    objectAt(operation),
  ]),
)
const codes = [400, 401, 402, 404, 408, 422, 429, 433, 455, 500, 501, 505]
const answerOf = (operation: JsonObject) =>
  objectAt(operation, 'responses', '200', 'content', 'application/json')

test('the operations', () => {
  expect(Object.fromEntries(operations)).toEqual({
    createTask: 'POST /api/v1/jobs/createTask',
    getTask: 'GET /api/v1/jobs/recordInfo',
    getCredits: 'GET /api/v1/chat/credit',
    createDownloadLink: 'POST /api/v1/common/download-url',
    uploadFileStream: 'POST /file-upload/api/file-stream-upload',
    uploadFileBase64: 'POST /file-upload/api/file-base64-upload',
    uploadFileUrl: 'POST /file-upload/api/file-url-upload',
  })
})

describe.each(operations)('%s', (_, __, operation) => {
  test('shows every error code of the envelope with HTTP 200, and as an HTTP status of its own', () => {
    const names = Object.keys(objectAt(answerOf(operation), 'examples'))
    expect(names).toEqual(expect.arrayContaining(codes.map((code) => `error${code}`)))
    expect(names).toEqual(
      expect.arrayContaining(['creditsInsufficient500', 'maintenance500', 'noAccess401', 'dataNull']),
    )
    for (const code of codes) expect(operation['responses']).toHaveProperty(String(code))
  })

  test('shows a success first, which is what a mock answers unasked', () => {
    const [first] = Object.values(objectAt(answerOf(operation), 'examples'))
    expect(at(first, 'value', 'code')).toBe(200)
    expect(at(first, 'value', 'data')).not.toBeNull()
  })
})

test('getTask shows every state, one result and several, and failures of moderation and of the server', () => {
  const getTask = operations.find(([id]) => id === 'getTask')![2]
  const examples = objectAt(answerOf(getTask), 'examples')
  const states = new Set(Object.values(examples).map((example) => at(example, 'value', 'data', 'state')))
  expect([...states]).toEqual(
    expect.arrayContaining(listAt(bundle, 'components', 'schemas', 'TaskState', 'enum')),
  )
  const results = (name: string) =>
    listAt(parseJson(textAt(examples, name, 'value', 'data', 'resultJson')), 'resultUrls')
  expect(results('success')).toHaveLength(1)
  expect(results('successManyResults')).toHaveLength(4)
  expect(at(examples, 'failModeration', 'value', 'data')).toMatchObject({ state: 'fail', failCode: '422' })
  expect(at(examples, 'failServer', 'value', 'data')).toMatchObject({ state: 'fail', failCode: '500' })
})

test('the callback of createTask shows success and failure', () => {
  const createTask = operations.find(([id]) => id === 'createTask')![2]
  const callback = objectAt(createTask, 'callbacks', 'taskCompleted', '{$request.body#/callBackUrl}', 'post')
  const examples = objectAt(callback, 'requestBody', 'content', 'application/json', 'examples')
  expect(at(examples, 'taskCompleted', 'value')).toMatchObject({ code: 200, data: { state: 'success' } })
  expect(at(examples, 'taskFailed', 'value')).toMatchObject({ code: 501, data: { state: 'fail' } })
})

test('answers stay open for fields that upstream adds', () => {
  expect(JSON.stringify(bundle)).not.toMatch(/"(additional|unevaluated)Properties":/)
})

test('no keyword that Prism loses when it turns schemas into draft-07', () => {
  expect(JSON.stringify(bundle)).not.toMatch(/"(prefixItems|dependentRequired|unevaluatedItems)":/)
})
