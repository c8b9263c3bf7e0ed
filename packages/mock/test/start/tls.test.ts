import { execFile, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { cli } from '../support/program.ts'
import { key, textAt, useMock, videoModel } from '../support/mock.ts'

/** Sends a request to a mock that serves by https, and trusts these certificates and no other. */
async function ask(url: string, ca: string | undefined, body?: unknown): Promise<string> {
  const sent = request(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(ca !== undefined && { ca }),
  })
  sent.end(body === undefined ? undefined : JSON.stringify(body))
  const [response] = await once(sent, 'response')
  return text(response)
}

const task = { model: videoModel, input: { prompt: 'a lighthouse' } }

describe('a mock that serves by https', () => {
  test('is whole for who trusts its certificate, links included', async () => {
    const { url, certificate } = await useMock({ tls: true, taskMs: 0 })
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    const created = await ask(`${url}/api/v1/jobs/createTask`, certificate, task)
    const taskId = textAt(JSON.parse(created), 'data', 'taskId')
    const record = await ask(`${url}/api/v1/jobs/recordInfo?taskId=${taskId}`, certificate)
    const [link] = JSON.parse(textAt(JSON.parse(record), 'data', 'resultJson')).resultUrls
    expect(link).toContain(`${url}/results/`)
    expect((await ask(link, certificate)).length).toBeGreaterThan(1_000)
  })

  test.each(['localhost', '127.0.0.1', '[::1]'])('is trusted by the name %s', async (name) => {
    const { url, certificate } = await useMock({ tls: true, host: name === '[::1]' ? '::1' : '127.0.0.1' })
    const { port } = new URL(url)
    const credits = await ask(`https://${name}:${port}/api/v1/chat/credit`, certificate)
    expect(JSON.parse(credits)).toMatchObject({ code: 200 })
  })

  test('is not trusted by others, nor by the certificate of another mock', async () => {
    const [{ url }, other] = [await useMock({ tls: true }), await useMock({ tls: true })]
    for (const ca of [undefined, other.certificate])
      await expect(ask(`${url}/api/v1/chat/credit`, ca)).rejects.toThrow(/self-signed|certificate/)
  })

  test('has a certificate for its own names alone, which signs for nobody', async () => {
    const { certificate = '' } = await useMock({ tls: true, allowHosts: ['mock.test'] })
    const read = new X509Certificate(certificate)
    expect(read.ca).toBe(false)
    expect(read.verify(read.publicKey)).toBe(true)
    expect(read.checkHost('mock.test')).toBe('mock.test')
    expect(read.checkHost('api.apikley.ru')).toBeUndefined()
    expect(Date.parse(read.validTo)).toBeGreaterThan(Date.now() + 300 * 86_400_000)
  })
})

test('a mock without tls has no certificate', async () => {
  expect(await useMock()).not.toHaveProperty('certificate')
})

test('--tls says how a program trusts it, and takes the file away at its end', async () => {
  const child = spawn(process.execPath, [cli, '--port', '0', '--tls'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  const said = new Promise<RegExpExecArray>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /NODE_EXTRA_CA_CERTS=(\S+) APIKLEY_BASE_URL=(https:\S+)/.exec(printed)
      if (found) resolve(found)
    })
  })
  const [, file = '', url = ''] = await said
  const program = `console.log((await fetch('${url}/api/v1/chat/credit', { headers: { authorization: 'Bearer x' } })).status)`
  const args = ['--input-type=module', '--eval', program]
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { NODE_EXTRA_CA_CERTS: file } })
  expect(stdout).toBe('200\n')
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  expect([code, existsSync(file)]).toEqual([0, false])
})
