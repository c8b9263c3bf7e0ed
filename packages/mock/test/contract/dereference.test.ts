import { createServer } from 'node:http'
import { once } from 'node:events'
import openapi from '@apikley/specs/openapi.json' with { type: 'json' }
import prismOperations from '@stoplight/prism-http/dist/utils/operations.js'
import { decycle } from '@stoplight/json'
import { describe, expect, onTestFinished, test } from 'vitest'
import { dereference } from '../../src/contract/dereference.ts'
import { readOperation } from '../../src/contract/prism.ts'
import { splitDocument, type Part } from '../../src/contract/split.ts'
import { twoModels } from '../support/two-models.ts'

const schemas = {
  Tree: {
    type: 'object',
    properties: { branches: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  },
  Name: { type: 'string', maxLength: 5 },
  Alias: { $ref: '#/components/schemas/Name' },
  'a/b~c': { type: 'integer' },
}
const documentOf = (schema: object) => ({
  openapi: '3.1.0',
  info: { title: 'x', version: '1' },
  paths: {
    '/x': {
      post: {
        operationId: 'x',
        requestBody: { content: { 'application/json': { schema } } },
        responses: { 200: { description: 'x' } },
      },
    },
  },
  components: { schemas },
})
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const partOf = (document: object): Part => {
  const [part] = splitDocument(document as Part['document'])
  if (!part) throw new Error('The document holds no operation.')
  return part
}

const parts = [openapi, twoModels].flatMap((document) => splitDocument(document))
const made = [
  { name: 'a schema that contains itself', schema: ref('Tree') },
  { name: 'one behind another', schema: { type: 'object', properties: { a: ref('Alias'), b: ref('Name') } } },
  { name: 'words beside a reference', schema: { ...ref('Name'), description: 'x' } },
  { name: 'a name that a pointer escapes', schema: ref('a~1b~0c') },
].map(({ name, schema }) => ({ name, part: partOf(documentOf(schema)) }))

test.each([...parts.map((part) => ({ name: part.model ?? part.operationId, part })), ...made])(
  '$name is read as Prism reads it',
  async ({ part }) => {
    const copy = structuredClone<Record<string, unknown>>(part.document)
    dereference(copy)
    const ours = await prismOperations.getHttpOperationsFromSpec(decycle(copy))
    expect(ours).toHaveLength(1)
    expect(ours).toEqual(
      await prismOperations.getHttpOperationsFromSpec(structuredClone<object>(part.document)),
    )
  },
)

describe('nothing is fetched', () => {
  test('a reference to a server is refused, and the server hears nothing', async () => {
    let heard = 0
    const server = createServer((_request, response) => {
      heard += 1
      response.end('{"type":"string"}')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const $ref = `http://127.0.0.1:${Object(server.address()).port}/schema.json`
    await expect(readOperation(documentOf({ $ref }), 'post')).rejects.toThrow('outside of itself')
    expect(heard).toBe(0)
  })

  test.each(['/etc/hostname', 'other.json#/x', '#name'])('%s is refused', async ($ref) => {
    await expect(readOperation(documentOf({ $ref }), 'post')).rejects.toThrow('outside of itself')
  })

  test('a reference to nothing is refused', async () => {
    await expect(readOperation(documentOf(ref('Nobody')), 'post')).rejects.toThrow('does not have')
  })
})

test('a key called __proto__ stays a key', () => {
  const document: Record<string, unknown> = JSON.parse(
    '{"components":{"schemas":{"A":{"type":"string"}}},"properties":{"__proto__":{"$ref":"#/components/schemas/A"}}}',
  )
  dereference(document)
  expect(JSON.stringify(document['properties'])).toBe('{"__proto__":{"type":"string"}}')
})
