import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { isPrivateAddress } from '../../src/address/private-address.ts'
import { temporaryFolder } from '../folder.ts'
import { rejection, setUp } from '../set-up.ts'
import { clipOf, FileServer, type Turn } from './file-server.ts'

const clip = clipOf(1_000)

const redirect = (location: string, status = 302): Turn => ({
  answer: (_, response) => void response.writeHead(status, { location }).end('moved'),
})

const somewhere = async (): Promise<string> => join(await temporaryFolder(), 'a.mp4')

describe('an address of this machine or a private network is not asked', () => {
  it.for([
    'http://127.0.0.1/a.mp4',
    'http://127.9.9.9/a.mp4',
    'http://2130706433/a.mp4',
    'http://0x7f.1/a.mp4',
    'http://0177.0.0.1/a.mp4',
    'http://0/a.mp4',
    'http://10.1.2.3/a.mp4',
    'http://172.16.0.1/a.mp4',
    'http://192.168.1.1/a.mp4',
    'http://100.64.0.1/a.mp4',
    'http://169.254.169.254/latest/meta-data/',
    'http://168.63.129.16/machine',
    'http://224.0.0.1/a.mp4',
    'http://198.18.0.84/a.mp4',
    'http://[fc00::1]/a.mp4',
    'http://255.255.255.255/a.mp4',
    'http://[::1]/a.mp4',
    'http://[::]/a.mp4',
    'http://[::ffff:127.0.0.1]/a.mp4',
    'http://[::ffff:a00:1]/a.mp4',
    'http://[64:ff9b::7f00:1]/a.mp4',
    'http://[fe80::1]/a.mp4',
    'http://[fd00:ec2::254]/a.mp4',
    'http://[ff02::1]/a.mp4',
    'https://localhost/a.mp4',
    'https://LOCALHOST./a.mp4',
    'https://anything.localhost/a.mp4',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://printer.local/a.mp4',
  ])('%s', async (url) => {
    const fetch = vi.fn<() => Promise<Response>>()
    const { apikley } = await setUp({ fetch, baseUrl: 'https://api.example.com' })
    const error = await rejection(apikley.files.save(url, await somewhere()))
    expect(error).toMatchObject({
      kind: 'validation',
      moneySpent: 'no',
      nextStep: expect.stringContaining('allowPrivateAddresses'),
    })
    expect(fetch).not.toHaveBeenCalled()
  })

  it('nor another port of the machine that the API runs on', async () => {
    const server = await FileServer.start(clip, {})
    const { apikley } = await setUp()
    expect(await rejection(apikley.files.save(server.url, await somewhere()))).toMatchObject({
      kind: 'validation',
    })
    expect(server.asked).toEqual([])
  })

  it.for([[{ allowPrivateAddresses: true }, {}] as const, [{}, { allowPrivateAddresses: true }] as const])(
    'unless it is allowed: %j for the client, %j for the call',
    async ([ofClient, ofCall]) => {
      const server = await FileServer.start(clip, {})
      const { apikley } = await setUp(ofClient)
      expect(await apikley.files.save(server.url, await somewhere(), ofCall)).toMatchObject({
        bytes: clip.length,
      })
    },
  )

  it('and a call can forbid what the client allows', async () => {
    const server = await FileServer.start(clip, {})
    const { apikley } = await setUp({ allowPrivateAddresses: true })
    const save = apikley.files.save(server.url, await somewhere(), { allowPrivateAddresses: false })
    expect(await rejection(save)).toMatchObject({ kind: 'validation' })
    expect(server.asked).toEqual([])
  })
})

describe('a redirect', () => {
  it('is followed with the range that is asked for', async () => {
    const server = await FileServer.start(
      clip,
      redirect('/two', 307),
      { cutsAfter: 600 },
      redirect('two', 308),
      {},
    )
    const { apikley } = await setUp({ allowPrivateAddresses: true })
    expect(await apikley.files.save(server.url, await somewhere())).toMatchObject({ bytes: clip.length })
    expect(server.asked.map(({ path, range }) => [path.split('?')[0], range])).toEqual([
      ['/clip.mp4', undefined],
      ['/two', undefined],
      ['/clip.mp4', 'bytes=600-'],
      ['/two', 'bytes=600-'],
    ])
  })

  it('to a private address is not followed', async () => {
    const secret = await FileServer.start(clip, {})
    const { server, apikley } = await setUp()
    server.on('clip.mp4', { status: 302, headers: { location: secret.url } })
    const path = await somewhere()
    const error = await rejection(apikley.files.save(`${server.url}/clip.mp4`, path))
    expect(error).toMatchObject({ kind: 'validation', message: expect.stringContaining('127.0.0.1') })
    expect(String(error)).not.toContain('secret')
    expect(secret.asked).toEqual([])
  })

  const refused: [from: string, to: string, want: object][] = [
    [
      'https://203.0.114.1/a.mp4',
      'http://203.0.114.1/b.mp4',
      { kind: 'server', message: expect.stringContaining('from https to http') },
    ],
    ['https://203.0.114.1/a.mp4', 'file:///etc/passwd', { kind: 'server' }],
    ['http://203.0.114.1/a.mp4', 'file:///etc/passwd', { kind: 'validation' }],
    ['http://203.0.114.1/a.mp4', 'http://me:secret@203.0.114.1/', { kind: 'validation' }],
    ['http://203.0.114.1/a.mp4', 'http://', { kind: 'server' }],
  ]
  it.for(refused)('from %s to %s is not followed', async ([from, location, want]) => {
    const fetch = vi.fn<() => Promise<Response>>(() =>
      Promise.resolve(new Response(null, { status: 302, headers: { location } })),
    )
    const { apikley } = await setUp({ fetch })
    const error = await rejection(apikley.files.save(from, await somewhere()))
    expect(error).toMatchObject(want)
    expect(String(error)).not.toContain('secret')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('that leads nowhere is followed five times', async () => {
    const server = await FileServer.start(clip, redirect('/again'))
    const { apikley } = await setUp({ allowPrivateAddresses: true })
    const error = await rejection(apikley.files.save(server.url, await somewhere()))
    expect(error).toMatchObject({ kind: 'server', status: 302 })
    expect(server.asked).toHaveLength(1 + 5)
  })
})

it('a user and password in an address are not sent', async () => {
  const server = await FileServer.start(clip, {})
  const { apikley } = await setUp({ allowPrivateAddresses: true })
  const url = server.url.replace('//', '//me:password@')
  const error = await rejection(apikley.files.save(url, await somewhere()))
  expect(error).toMatchObject({ kind: 'validation' })
  expect(String(error)).not.toContain('password@')
  expect(server.asked).toEqual([])
})

it.for([
  '1.1.1.1',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2001:4860:4860::8888',
  '::ffff:1.1.1.1',
  '64:ff9b::101:101',
  '2002:101:101::1',
])('%s is public', (address) => {
  expect(isPrivateAddress(address)).toBe(false)
})

it.for([
  '2001::1',
  '2001:db8::1',
  '2002:a00:1::1',
  '3fff::1',
  'fe80::1%eth0',
  '4000::1',
  'nonsense:',
  '198.19.0.1',
])('%s is not public', (address) => {
  expect(isPrivateAddress(address)).toBe(true)
})
