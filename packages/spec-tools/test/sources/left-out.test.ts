import { expect, test } from 'vitest'
import { type JsonObject, objectAt } from '@apikley/pages/document'
import { readSources } from '../../src/sources/read.ts'
import { takeIn } from '../../src/sources/take-in.ts'
import { specsFolder } from '../../src/specs-folder.ts'
import { intake, inventedDocument } from './invented-page.ts'

const committed = readSources(specsFolder)
const region = { name: 'X-Region', in: 'header', required: true, schema: { type: 'string' } }
const trace = { name: 'trace', in: 'query', schema: { type: 'string' } }

function reasons(change: (document: JsonObject) => void): readonly string[] {
  const document = inventedDocument({ model: 'l' })
  change(document)
  return takeIn(committed, [intake({ model: 'l' }, { text: JSON.stringify(document) })]).pages[0]!.reasons
}

test('headers and query parameters that a page wants of createTask are told, wherever they stand', () => {
  expect(
    reasons((document) => {
      const item = objectAt(document, 'paths', '/api/v1/jobs/createTask')
      item['parameters'] = [trace]
      objectAt(item, 'post')['parameters'] = [{ $ref: '#/components/parameters/Region' }]
      objectAt(document, 'components')['parameters'] = { Region: region }
    }),
  ).toEqual([
    'The page has createTask take the query parameter trace, the header parameter X-Region (required), which is left ' +
      'out: the client does not send it.',
  ])
})

test('other operations of the page are told', () => {
  expect(
    reasons((document) => {
      const operation = { responses: { '200': { description: 'Ok' } } }
      objectAt(document, 'paths')['/api/v1/jobs/cancel'] = { post: operation, get: operation }
    }),
  ).toEqual(['The page describes GET /api/v1/jobs/cancel, POST /api/v1/jobs/cancel too, which is left out.'])
})

test('of a page that describes its model and nothing else, nothing is told', () => {
  expect(reasons(() => {})).toEqual([])
})
