import type Net from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { rejection, setUp } from '../set-up.ts'
import { clipOf, FileServer } from './file-server.ts'

const clip = clipOf(1_000)
const nowhere = { write() {}, commit() {}, abort() {} }
const privateAddress = { kind: 'validation', message: expect.stringContaining('files.example.com is on') }

afterEach(() => void vi.restoreAllMocks())

interface Address {
  readonly address: string
  readonly family: number
}

const v4 = (address: string): Address => ({ address, family: 4 })
const v6 = (address: string): Address => ({ address, family: 6 })
const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND files.example.com'), { code: 'ENOTFOUND' })

/**
 * What stands between this machine and the Internet: a resolver, that answers in turn and then repeats itself, and a
 * network in which every connection to a checked address ends at a server of the test. Answers what was looked up, and
 * where connections went.
 */
function network(answers: (Address[] | Error)[], port = 0) {
  const builtin = process.getBuiltinModule.bind(process)
  const lookups: string[] = []
  const connected: Address[][] = []
  const lookup = async (name: string): Promise<Address[]> => {
    lookups.push(name)
    const answer = (answers.length > 1 ? answers.shift() : answers[0])!
    if (answer instanceof Error) throw answer
    return answer
  }
  const net = builtin('node:net')
  const connect = ({ lookup: given, ...options }: Net.TcpNetConnectOpts): Net.Socket =>
    given
      ? net.connect({
          ...options,
          port,
          lookup: (name, how, done) =>
            given(name, { ...how, all: true }, (error, found) => {
              if (!error) connected.push(found as Address[])
              done(error, [v4('127.0.0.1')])
            }),
        })
      : net.connect(options)
  vi.spyOn(process, 'getBuiltinModule').mockImplementation((name: string): never => {
    const own: Record<string, unknown> = { 'node:dns/promises': { lookup }, 'node:net': { ...net, connect } }
    return (own[name] ?? builtin(name)) as never
  })
  return { lookups, connected }
}

const refused: [name: string, found: Address[]][] = [
  ['a private one', [v4('10.0.0.7')]],
  ['a private one among others', [v4('93.184.216.34'), v4('10.0.0.7')]],
  ['this machine', [v6('::1')]],
  ['a private one of IPv6', [v6('fd00::1')]],
  ['a private one beside a fake one', [v4('198.18.0.84'), v4('192.168.0.1')]],
  ['what is next to the fake ones', [v4('198.20.0.1'), v6('fc00:4000::1')]],
]
const accepted: [name: string, found: Address[]][] = [
  ['a public one', [v4('93.184.216.34')]],
  ['public ones of both families', [v6('2606:2800:21f:cb07:6820:80da:af6b:8b2c'), v4('93.184.216.34')]],
  ['one of a fake-IP resolver', [v4('198.18.0.84')]],
  ['the last one of a fake-IP resolver', [v4('198.19.255.255')]],
  ['those of a fake-IP resolver for both families', [v4('198.18.0.84'), v6('fc00::54')]],
]

describe('in Node, a name', () => {
  it.for(accepted)('is connected to at the address that was checked: %s', async ([, found]) => {
    const server = await FileServer.start(clip, {})
    const { port } = new URL(server.url)
    const { lookups, connected } = network([found], Number(port))
    const { apikley } = await setUp()
    expect(await apikley.files.save('http://files.example.com/a.mp4', nowhere)).toMatchObject({
      bytes: 1_000,
    })
    expect(connected).toEqual([found])
    expect(lookups).toEqual(['files.example.com'])
    expect(server.asked[0]?.headers.host).toBe('files.example.com')
  })

  it.for(refused)('is not connected to if it stands for %s', async ([, found]) => {
    const { connected } = network([found])
    const { apikley } = await setUp()
    expect(await rejection(apikley.files.save('http://files.example.com/a.mp4', nowhere))).toMatchObject(
      privateAddress,
    )
    expect(connected).toEqual([])
  })

  it('is checked again where it is looked up again: first it has no address, then a private one', async () => {
    const { lookups, connected } = network([notFound, [v4('127.0.0.1')]])
    const { apikley } = await setUp({ clock: new FakeClock((ms) => ms < 60_000) })
    expect(await rejection(apikley.files.save('http://files.example.com/a.mp4', nowhere))).toMatchObject(
      privateAddress,
    )
    expect([lookups.length, connected.length]).toEqual([2, 0])
  })

  it('is checked for each part of a file', async () => {
    const server = await FileServer.start(clip, { cutsAfter: 500 })
    const { connected } = network(
      [[v4('93.184.216.34')], [v4('127.0.0.1')]],
      Number(new URL(server.url).port),
    )
    const { apikley } = await setUp({ clock: new FakeClock((ms) => ms < 60_000) })
    expect(await rejection(apikley.files.save('http://files.example.com/a.mp4', nowhere))).toMatchObject(
      privateAddress,
    )
    expect([server.asked.length, connected.length]).toEqual([1, 1])
  })

  it('is checked where a redirect leads to it', async () => {
    const { lookups, connected } = network([[v4('10.0.0.7')]])
    const { server, apikley } = await setUp()
    server.on('clip.mp4', { status: 302, headers: { location: 'https://files.example.com/a.mp4' } })
    expect(await rejection(apikley.files.save(`${server.url}/clip.mp4`, nowhere))).toMatchObject(
      privateAddress,
    )
    expect([lookups, connected]).toEqual([['files.example.com'], []])
  })
})

describe('over a fetch, which connects by itself, a name', () => {
  const ask = async (answers: (Address[] | Error)[]) => {
    network(answers)
    const fetch = vi.fn<() => Promise<Response>>(
      async () => new Response(clip, { headers: { 'content-length': '1000' } }),
    )
    const { apikley } = await setUp({ fetch })
    return { fetch, saved: apikley.files.save('https://files.example.com/a.mp4', nowhere) }
  }

  it.for(refused)('is refused before that if it stands for %s', async ([, found]) => {
    const { fetch, saved } = await ask([found])
    expect(await rejection(saved)).toMatchObject(privateAddress)
    expect(fetch).not.toHaveBeenCalled()
  })

  it.for(accepted)('is asked if it stands for %s', async ([, found]) => {
    const { saved } = await ask([found])
    expect(await saved).toMatchObject({ bytes: 1_000 })
  })

  it('is asked if it is not known here: a proxy may know it', async () => {
    const { saved } = await ask([notFound])
    expect(await saved).toMatchObject({ bytes: 1_000 })
  })
})
