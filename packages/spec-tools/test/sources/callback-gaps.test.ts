import { expect, test } from 'vitest'
import type { JsonObject } from '@apikley/pages/document'
import { readSources } from '../../src/sources/read.ts'
import { takeIn } from '../../src/sources/take-in.ts'
import { specsFolder } from '../../src/specs-folder.ts'
import { intake } from './invented-page.ts'

const committed = readSources(specsFolder)

/** A page whose callback has these codes, states and fields of `data`. */
function withCallback(codes: number[], states: string[], fields: string[]): JsonObject {
  const data = {
    type: 'object',
    properties: {
      state: { type: 'string', enum: states },
      ...Object.fromEntries(fields.map((field) => [field, { type: 'string' }])),
    },
  }
  const schema = { type: 'object', properties: { code: { type: 'integer', enum: codes }, data } }
  const post = {
    requestBody: { content: { 'application/json': { schema } } },
    responses: { '200': { description: 'Ok' } },
  }
  return { callbacks: { done: { '{$request.body#/callBackUrl}': { post } } } }
}

const reasons = (operation: JsonObject, supplements = committed.supplements) => {
  const page = intake({ model: 'l', operation, server: 'https://api.kie.ai' })
  return takeIn({ ...committed, supplements }, [page]).pages[0]!.reasons.slice(1)
}
const kept =
  'The page describes a callback; supplements/task-callback.yaml describes it for all models, so it is kept out.'

test('a callback that we describe already is kept out, and that is told', () => {
  expect(
    reasons(withCallback([200, 501], ['success', 'fail'], ['taskId', 'resultJson', 'costTime'])),
  ).toEqual([kept])
})

test('what it knows more is named', () => {
  expect(reasons(withCallback([200, 599], ['success', 'cancelled'], ['taskId', 'refund', 'queue']))).toEqual([
    `${kept} The page knows more: code 599; state cancelled; fields data.refund, data.queue.`,
  ])
})

test('where no supplement describes one, that is told', () => {
  const others = committed.supplements.filter(({ file }) => file !== 'supplements/task-callback.yaml')
  expect(reasons(withCallback([200], ['success'], []), others)).toEqual([
    'The page describes a callback. No supplement does: it is kept out.',
  ])
})

test('where there are no supplements at all, nothing is', () => {
  expect(reasons(withCallback([200], ['success'], []), [])).toEqual([])
})

test('a page without a callback is not told of', () => {
  expect(reasons({})).toEqual([])
})
