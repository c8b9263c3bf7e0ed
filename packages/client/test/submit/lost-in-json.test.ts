import { uncheckedModel } from '@apikley/client'
import { expect, it } from 'vitest'
import { rejection, setUp } from '../set-up.ts'

const model = uncheckedModel('new')

it.for<[name: string, input: Record<string, unknown>, path: string]>([
  ['no number', { n: Number.NaN }, 'n'],
  ['a number without end', { n: [Infinity] }, '0'],
  ['a function', { f: () => 1 }, 'f'],
  ['a symbol', { s: Symbol('s') }, 's'],
  ['a file', { image: new File(['x'], 'a.png') }, 'image'],
  ['bytes', { image: new Uint8Array(2) }, 'image'],
  ['a buffer', { image: new ArrayBuffer(2) }, 'image'],
  ['a map', { a: { b: new Map([['x', 1]]) } }, 'b'],
  ['a promise', { prompt: Promise.resolve('dusk') }, 'prompt'],
])('an input with %s is not sent: JSON would make something else of it', async ([, input, path]) => {
  const { server, apikley } = await setUp()
  const error = await rejection(apikley.tasks.create({ model, input }))
  expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no', problems: [{ path }] })
  expect(server.received).toEqual([])
})

it('what JSON can hold is sent as it is', async () => {
  class Style {
    name = 'noir'
  }
  const { server, apikley } = await setUp()
  server.on('createTask', { code: 200, data: { taskId: 't1' } })
  const input = {
    left: undefined,
    none: null,
    empty: {},
    date: new Date(0),
    bare: Object.create(null),
    style: new Style(),
  }
  await apikley.tasks.create({ model, input })
  expect(JSON.parse(String(server.received[0]?.body)).input).toEqual({
    none: null,
    empty: {},
    date: '1970-01-01T00:00:00.000Z',
    bare: {},
    style: { name: 'noir' },
  })
})
