import { createServer } from 'node:http'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { kling, setUp } from './set-up.ts'

interface Told {
  readonly name: string
  readonly status: string
  readonly message: string
}

const checks = (stdout: string): Record<string, string> =>
  Object.fromEntries((JSON.parse(stdout) as Told[]).map(({ name, status }) => [name, status]))

describe('apikley doctor', () => {
  it('finds everything right, and spends nothing', async () => {
    const { mock, apikley } = await setUp()
    const ran = await apikley(['doctor', '--json'])
    expect(ran.code).toBe(0)
    expect(checks(ran.stdout)).toEqual({ key: 'ok', network: 'ok', clock: 'ok', account: 'ok', ledger: 'ok' })
    const { stdout } = await apikley(['doctor'])
    expect(stdout).toMatch(/^ok {7}key {7}from APIKLEY_API_KEY\nok {7}network {3}http.* answers/)
    expect(mock.bill()).toEqual([])
  })

  it('finds a key that is missing or not accepted', async () => {
    const { apikley } = await setUp({ apiKey: 'another-fake-key' })
    const missing = await apikley(['doctor', '--json'], { env: { APIKLEY_API_KEY: '' } })
    expect([missing.code, checks(missing.stdout)]).toEqual([
      9,
      { key: 'failed', network: 'ok', clock: 'ok', ledger: 'ok' },
    ])
    const wrong = await apikley(['doctor', '--json'])
    expect([wrong.code, checks(wrong.stdout)['account']]).toEqual([9, 'failed'])
  })

  it('finds an API that does not answer, and a clock that is wrong', async () => {
    const { apikley } = await setUp()
    const none = await apikley(['doctor', '--json', '--base-url', 'http://127.0.0.1:1'])
    expect([none.code, checks(none.stdout)]).toEqual([7, { key: 'ok', network: 'failed', ledger: 'ok' }])
    const server = createServer((_, response) => {
      response.setHeader('date', new Date(Date.now() - 600_000).toUTCString()).end()
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void server.close())
    const late = await apikley([
      'doctor',
      '--json',
      '--base-url',
      `http://127.0.0.1:${Object(server.address()).port}`,
    ])
    expect(JSON.parse(late.stdout)).toContainEqual(
      expect.objectContaining({
        name: 'clock',
        status: 'warning',
        message: expect.stringMatching(/^10:0\d ahead/),
      }),
    )
  })

  it('finds a ledger that cannot be used, and orders of which nobody knows the end', async () => {
    const { mock, folder, apikley } = await setUp()
    await writeFile(
      join(folder, 'broken.db'),
      'this is no database, and long enough to be seen as none'.repeat(20),
    )
    const broken = await apikley(['doctor', '--json', '--ledger', 'broken.db'])
    expect([broken.code, checks(broken.stdout)['ledger']]).toEqual([1, 'failed'])
    mock.fault({ kind: 'lostResponse', times: 1 })
    await apikley(['run', kling, 'prompt=dusk'])
    const open = await apikley(['doctor', '--json'])
    expect([open.code, checks(open.stdout)['ledger']]).toEqual([0, 'warning'])
  })

  it('finds whether callbacks can come', async () => {
    const { mock, apikley } = await setUp()
    const told = async (url: string, base = mock.url): Promise<string | undefined> =>
      checks((await apikley(['doctor', '--json', '--callback-url', url, '--base-url', base])).stdout)[
        'callback'
      ]
    expect(await told(mock.url)).toBe('ok')
    expect(await told('http://127.0.0.1:1')).toBe('failed')
    expect(await told('not an address')).toBe('failed')
    // The real API is on no machine of ours: nothing of it answers here, and it sees nothing of this machine.
    expect(await told(mock.url, 'https://api.apikley.invalid')).toBe('failed')
  })
})
