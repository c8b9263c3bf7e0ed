import { type Apikley, createApikley, memoryLedger, uncheckedModel } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { describe, expect, it } from 'vitest'
import { key, rejection } from '../set-up.ts'

interface Remote {
  readonly apikley: Apikley
  readonly sent: string[]
}

/** A client of an API that, as far as its address tells, is elsewhere. */
function remote(options: object = {}): Remote {
  const sent: string[] = []
  const fetch = async (url: string): Promise<Response> => {
    sent.push(url)
    const data = url.includes('upload')
      ? { downloadUrl: 'https://files.example.com/a' }
      : { taskId: `t${sent.length}` }
    return Response.json({ code: 200, data })
  }
  const ledger = memoryLedger()
  return {
    apikley: createApikley({ apiKey: key, baseUrl: 'https://api.example.com', fetch, ledger, ...options }),
    sent,
  }
}

const nameless = uncheckedModel('m')
const uri = { type: 'string', format: 'uri' } as const
const described: Model = {
  id: 'described',
  schema: {
    type: 'object',
    properties: {
      prompt: { type: 'string' },
      image_input: { type: 'array', items: uri },
      reference: { anyOf: [{ type: 'object', properties: { source: uri } }, { type: 'null' }] },
    },
  },
}

const unreachable = [
  'http://localhost:3000/a.png',
  'https://LOCALHOST./a.png',
  'http://127.0.0.1/a.png',
  'http://2130706433/a.png',
  'http://[::1]:8080/a.png',
  'http://[::ffff:10.0.0.1]/a.png',
  'http://10.1.2.3/a.png',
  'http://172.16.5.4/a.png',
  'http://192.168.1.10:9000/a.png',
  'http://169.254.169.254/latest',
  'http://[fe80::1]/a.png',
  'http://nas/a.png',
  'http://nas.local/a.png',
  'http://files.internal/a.png',
  'http://router.lan/a.png',
  'http://app.localhost:5173/a.png',
]
const localForms = [
  'file:///home/me/a.png',
  'blob:https://example.com/1f2e',
  '/generated/a.png',
  './a.png',
  '~/a.png',
  'a.png',
  'my pictures/a 1.JPG',
  'clips\\a.mp4',
]

describe.for(unreachable)('%s', (url) => {
  it('is refused as an upload', async () => {
    const { apikley, sent } = remote()
    const error = await rejection(apikley.files.upload({ url, uploadPath: 'images' }))
    expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no' })
    expect(sent).toEqual([])
  })

  it('is refused in every field of an input', async () => {
    const { apikley, sent } = remote()
    for (const input of [{ image_url: url }, { first_frame: url }, { a: [{ b: url }] }]) {
      const error = await rejection(apikley.tasks.create({ model: nameless, input }))
      expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no', problems: [{}] })
    }
    expect(sent).toEqual([])
  })

  it('passes where the API is on this machine, or where it is allowed', async () => {
    for (const options of [{ baseUrl: 'http://localhost:4010' }, { allowPrivateAddresses: true }]) {
      const { apikley, sent } = remote(options)
      await apikley.tasks.create({ model: nameless, input: { image_url: url } })
      await apikley.files.upload({ url, uploadPath: 'images' })
      expect(sent).toHaveLength(2)
    }
  })
})

describe.for([...localForms, 'C:\\pictures\\a.png'])('%s', (text) => {
  it.for<[model: Model, input: object, path: string]>([
    [nameless, { image_url: text }, 'input.image_url'],
    [nameless, { imageUrls: ['https://example.com/a.png', text] }, 'input.imageUrls[1]'],
    [nameless, { 'image_urls ': [text] }, 'input.image_urls [0]'],
    [nameless, { parts: [{ url: text }] }, 'input.parts[0].url'],
    [described, { image_input: [text] }, 'input.image_input[0]'],
    [described, { reference: { source: text } }, 'input.reference.source'],
  ])('is refused in a field that holds addresses', async ([model, input, path]) => {
    const { apikley, sent } = remote()
    const error = await rejection(apikley.generate(model, input))
    expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no', problems: [{ path }] })
    const settled = await apikley.generateMany([{ model, input }])
    expect(settled).toMatchObject([{ status: 'rejected', reason: { kind: 'validation' } }])
    expect(sent).toEqual([])
  })
})

it('what others can reach, and what is no address, is sent', async () => {
  const { apikley, sent } = remote()
  const inputs = [
    { image_url: 'https://files.example.com/a.png', callback_urls: ['http://93.184.216.34/a.png'] },
    {
      image_url: 'data:image/png;base64,iVBORw0KGgo=',
      mask_url: '/9j/4AAQSkZJRgABAQ==',
      video_url: 'asset-17',
      clip_url: 'files.example.com/a.png',
    },
    { image_url: '', prompt: 'a page that shows http://localhost:3000/a.png' },
    { prompt: '/imagine a lighthouse', curl: './tight', path: '/a', name: 'a.png' },
  ]
  for (const input of inputs) await apikley.tasks.create({ model: nameless, input })
  expect(sent).toHaveLength(inputs.length)
})

it.for([
  'https://exa mple.com/',
  'https://example.com/a b',
  'https://example.com/hook\n',
  'https://[::1',
  'https://a.example:99999/',
])('a callback cannot go to %o', async (callBackUrl) => {
  const { apikley, sent } = remote()
  const error = await rejection(apikley.tasks.create({ model: nameless, input: {}, callBackUrl }))
  expect(error).toMatchObject({ kind: 'validation', problems: [{ path: 'callBackUrl' }] })
  expect(sent).toEqual([])
  expect(() => remote({ callbacks: { url: callBackUrl } })).toThrow(/callbacks.url is not/)
})
