import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { at, type Json, type JsonObject, objectAt, parseJson } from '@apikley/pages/document'
import { readPage } from '@apikley/pages'
import type { Plan } from '../../src/plan/plan.ts'
import { prepare } from '../../src/plan/prepare.ts'
import { inventedDocument, operationOf } from '../sources/invented-page.ts'
import { bumpsOf, copyRepository, kitePage, planPages, release, removeCopy } from './set-up.ts'

const evidence = { level: 'documented', source: 'Invented.' }
const reference = { $ref: '#/components/schemas/ErrorBody' }
const integer = { type: 'integer' }
const string = { type: 'string' }
/** Gives `Error` a content, and `code` a least value. JSON is YAML. */
const overlay = {
  overlay: '1.0.0',
  info: { title: 'Invented', version: '1.0.0', 'x-reason': 'Invented.', 'x-evidence': evidence },
  extends: '../openapi.json',
  actions: [
    {
      target: '$.components.responses[?!@.content]',
      update: { content: { 'application/json': { schema: reference } } },
    },
    {
      target: '$.components.schemas.ApiResponse[?@.code && !@.requestId]',
      update: { requestId: { type: 'object', properties: { host: string, id: string } } },
    },
  ],
}
const errorBody = {
  'x-supplement': { title: 'Invented', reason: 'Invented.' },
  components: {
    schemas: {
      ErrorBody: {
        type: 'object',
        properties: {
          code: { ...integer, 'x-evidence': evidence },
          msg: { ...string, 'x-evidence': evidence },
        },
        'x-evidence': evidence,
      },
    },
  },
}
const ok = "      responses:\n        '200':"
const replacements = [
  [ok, ok.replace(':\n', ":\n        '500': { $ref: '#/components/responses/Error' }\n")],
  ['  securitySchemes:', '  responses: { Error: { description: Error } }\n  securitySchemes:'],
] as const

let root: string
beforeEach(async () => {
  root = await copyRepository()
  await writeFile(path.join(root, 'specs/overlays/error.yaml'), JSON.stringify(overlay, null, 1))
  await writeFile(path.join(root, 'specs/supplements/error-body.yaml'), JSON.stringify(errorBody))
  await (await planPages(root, [await kitePage(...replacements)])).write()
  await release(root)
})
afterEach(() => removeCopy(root))

/** A plan with a new page of ours that documents the content of `Error`, and of the envelope. */
function planWith(properties: JsonObject, envelope: JsonObject = {}) {
  const document = inventedDocument({ model: 'lantern/own' })
  Object.assign(objectAt(document, 'components', 'schemas', 'ApiResponse', 'properties'), envelope)
  const content = { 'application/json': { schema: { type: 'object', properties } } }
  objectAt(document, 'components')['responses'] = { Error: { description: 'Error', content } }
  objectAt(operationOf(document), 'responses')['500'] = { $ref: '#/components/responses/Error' }
  const text = JSON.stringify(document)
  const page = readPage({ name: 'own.json', text })
  // A day after the page that is there.
  const intakes = [{ page, text, url: null, taken: '2026-12-01' }]
  return prepare(root, { intakes, refused: [], withdrawn: [] })
}

const bundleOf = ({ files }: Plan): Json => parseJson(files.get('specs/openapi.json') ?? '{}')
const errorOf = (plan: Plan) =>
  at(bundleOf(plan), 'components', 'responses', 'Error', 'content', 'application/json', 'schema')
const overlaysIn = ({ notes }: Plan) => notes.filter((note) => note.startsWith('specs/overlays/'))
const minor = { types: 'minor', client: 'minor', mock: 'minor' }

test('fewer fields than an overlay gave take none away', async () => {
  const prepared = await planWith({ code: integer })
  expect(bumpsOf(prepared)).toEqual(minor)
  expect(errorOf(prepared.plan)).toEqual(reference)
  expect(overlaysIn(prepared.plan)).toEqual([
    expect.stringMatching(/^specs\/overlays\/error\.yaml:\d+: action 0, .* is joined to that, so keep it\.$/),
  ])
  await prepared.write()
  const { plan } = await planPages(root, [], { retireOverlays: true })
  expect(plan.files).toEqual(new Map())
})

test('more fields are added to what an overlay gave, of which nothing is left to do', async () => {
  const prepared = await planWith({ code: integer, msg: string, why: string })
  expect(bumpsOf(prepared)).toEqual(minor)
  expect(errorOf(prepared.plan)).toMatchObject({ properties: { code: integer, msg: string, why: string } })
  expect(overlaysIn(prepared.plan)).toEqual([expect.stringContaining('says this by itself now')])
})

test('other fields stand beside what an overlay gave; another type is told, and changes nothing', async () => {
  const prepared = await planWith({ code: string, why: string })
  expect(bumpsOf(prepared)).toEqual(minor)
  expect(errorOf(prepared.plan)).toMatchObject({ properties: { code: integer, msg: string, why: string } })
  expect(prepared.plan.notes.join('\n')).toContain('type "string", where it is "integer"')
})

test('so it is with fields of the envelope', async () => {
  const requestId = { type: 'object', properties: { id: integer, day: string } }
  const prepared = await planWith({ code: integer }, { requestId })
  expect(bumpsOf(prepared)).toEqual(minor)
  expect(at(bundleOf(prepared.plan), 'components', 'schemas', 'ApiResponse', 'properties')).toMatchObject({
    requestId: { type: 'object', properties: { host: string, id: string, day: string } },
  })
})
