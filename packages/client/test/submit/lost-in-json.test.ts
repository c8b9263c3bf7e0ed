import { uncheckedModel } from '@apikley/client'
import { expect, it } from 'vitest'
import { rejection, setUp } from '../set-up.ts'

const model = uncheckedModel('new')

it.for<[name: string, input: Record<string, unknown>, path: string]>([
  ['no number', { n: Number.NaN }, 'input.n'],
  ['a number without end', { n: [Infinity] }, 'input.n[0]'],
  ['a function', { f: () => 1 }, 'input.f'],
  ['a symbol', { s: Symbol('s') }, 'input.s'],
  ['a file', { image: new File(['x'], 'a.png') }, 'input.image'],
  ['bytes', { image: new Uint8Array(2) }, 'input.image'],
  ['a buffer', { image: new ArrayBuffer(2) }, 'input.image'],
  ['a map', { a: { b: new Map([['x', 1]]) } }, 'input.a.b'],
  ['a promise', { prompt: Promise.resolve('dusk') }, 'input.prompt'],
  ['bytes of Node', { image: Buffer.from('png') }, 'input.image'],
  ['no moment', { at: [new Date(Number.NaN)] }, 'input.at[0]'],
  ['a hole in a list', { urls: ['a', undefined] }, 'input.urls[1]'],
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

it('all that is lost is told, where it is', async () => {
  const { apikley } = await setUp()
  const shared = { x: Number.NaN }
  const input = { a: [shared, { b: shared }] }
  const error = await rejection(apikley.tasks.create({ model, input }))
  expect(error).toMatchObject({ problems: [{ path: 'input.a[0].x' }, { path: 'input.a[1].b.x' }] })
})

it.for<[task: object, path: string]>([
  [{ input: new Date(0) }, 'input'],
  [{ input: new URL('https://example.com') }, 'input'],
  [{ input: {}, fields: new Date(0) }, 'fields'],
])('a whole that would become a text is not sent: %o', async ([task, path]) => {
  const { server, apikley } = await setUp()
  const error = await rejection(apikley.tasks.create({ model, ...task } as never))
  expect(error).toMatchObject({ kind: 'validation', problems: [{ path }] })
  expect(server.received).toEqual([])
})
