import { memoryLedger } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { addKeyToUrl } from '../../src/submit/add-key-to-url.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'

const created = { code: 200, data: { taskId: 't1' } }

describe('a client key is added to an address, whose own parts stay as they are', () => {
  it.for<[url: string, want: string]>([
    ['https://a.example', 'https://a.example?apikley_key=k'],
    ['https://a.example/', 'https://a.example/?apikley_key=k'],
    ['https://a.example/done?for=me', 'https://a.example/done?for=me&apikley_key=k'],
    ['https://a.example/done?', 'https://a.example/done?apikley_key=k'],
    ['https://a.example/done?a=1&', 'https://a.example/done?a=1&apikley_key=k'],
    [
      'https://a.example/done?a=b+c%20d&a=%7e&e&f=',
      'https://a.example/done?a=b+c%20d&a=%7e&e&f=&apikley_key=k',
    ],
    ['https://a.example/done#there?', 'https://a.example/done?apikley_key=k#there?'],
    ['https://a.example/done?a=1#there', 'https://a.example/done?a=1&apikley_key=k#there'],
    ['https://a.example/готово?ключ=да', 'https://a.example/готово?ключ=да&apikley_key=k'],
    ['https://a.example/?apikley_key=old', 'https://a.example/?apikley_key=old&apikley_key=k'],
  ])('%s', ([url, want]) => expect(addKeyToUrl(url, 'k')).toBe(want))

  it.for(['order 17/4711', 'a&b=c#d?e+f%20', '"<>~'])('so that it can be read again: %s', (key) => {
    expect(new URL(addKeyToUrl('https://a.example/?x=1#y', key)).searchParams.get('apikley_key')).toBe(key)
  })
})

describe('a submission', () => {
  const base = 'https://base.example/hook'
  const own = 'https://own.example/done'
  it.for<
    [name: string, callbacks: object | undefined, callBackUrl: string | undefined, want: string | undefined]
  >([
    ['carries its key in its own address', undefined, own, `${own}?apikley_key=k`],
    ['carries it in the address of the client', { url: base }, undefined, `${base}?apikley_key=k`],
    ['prefers its own address', { url: base }, own, `${own}?apikley_key=k`],
    ['does not if that is switched off', { url: base, addKeyToUrl: false }, undefined, base],
    ['does not, in its own address too', { addKeyToUrl: false }, own, own],
    ['has no address if there is none', undefined, undefined, undefined],
  ])('%s', async ([, callbacks, callBackUrl, want]) => {
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ ledger, callbacks })
    server.on('createTask', created)
    await apikley.tasks.create({ ...lighthouse, callBackUrl }, { key: 'k' })
    expect(JSON.parse(String(server.received[0]?.body)).callBackUrl).toBe(want)
    expect(await ledger.get('k')).toMatchObject({ callback: want?.includes('apikley_key') ?? false })
  })

  it('can have an address for this call alone, which its key does not stand for', async () => {
    const { server, apikley } = await setUp({ ledger: memoryLedger(), callbacks: { url: base } })
    server.on('createTask', created)
    await apikley.tasks.create(lighthouse, { key: 'k', callbackAddress: own })
    expect(JSON.parse(String(server.received[0]?.body)).callBackUrl).toBe(`${own}?apikley_key=k`)
    const again = apikley.tasks.create(lighthouse, { key: 'k', callbackAddress: `${own}/2` })
    expect(await again).toMatchObject({ taskId: 't1' })
    expect(server.received).toHaveLength(1)
  })

  it('is not sent with an address that is none', async () => {
    const { server, apikley } = await setUp()
    const error = await rejection(apikley.tasks.create(lighthouse, { callbackAddress: 'own.example' }))
    expect(error).toMatchObject({ kind: 'validation', problems: [{ path: 'callbackAddress' }] })
    expect(server.received).toEqual([])
  })
})
