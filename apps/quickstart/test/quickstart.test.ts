import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startMock, type Mock } from '@apikley/mock'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { runQuickstart, startQuickstart } from './quickstart-process.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'quickstart-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** A server that gives the same answer to everything, and remembers what it was asked. */
async function startAnswering(body: unknown): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

/** A mock whose tasks end at once, for what does not depend on how long they take. */
async function startQuickMock(): Promise<Mock> {
  const mock = await startMock({ taskMs: 1 })
  onTestFinished(() => mock.close())
  return mock
}

describe('the demo', () => {
  it('makes a video without a key, tells each state, and prints where the file is', async () => {
    const { code, output } = await runQuickstart(['a lighthouse at dusk'], folder)
    expect(code, output).toBe(0)
    for (const word of ['Local mock', 'generating', 'success', 'Saved ']) expect(output).toContain(word)
    const [file, ...others] = await readdir(folder)
    expect(others).toEqual([])
    expect(file).toMatch(/^a-lighthouse-at-dusk-[0-9a-f]{8}\.mp4$/)
    expect(output).toContain(file)
    const clip = await readFile(path.join(folder, file!))
    expect(clip.subarray(4, 8).toString('latin1')).toBe('ftyp')
  })

  it('passes ratio, duration and file name on', async () => {
    const mock = await startQuickMock()
    const args = [
      'a lighthouse',
      '--ratio',
      '1:1',
      '--duration',
      '10',
      '--out',
      'mine.mp4',
      '--url',
      mock.url,
    ]
    const { code, output } = await runQuickstart(args, folder)
    expect(code, output).toBe(0)
    expect(mock.tasks()[0]?.input).toMatchObject({
      prompt: 'a lighthouse',
      aspect_ratio: '1:1',
      duration: '10',
    })
    expect(await readdir(folder)).toEqual(['mine.mp4'])
  })
})

describe('what goes wrong', () => {
  it.each([
    { args: [], says: 'Say what the video shows' },
    { args: ['two', 'arguments'], says: 'Put the prompt in quotes' },
    { args: ['resume'], says: 'demo resume <taskId>' },
    { args: ['a lighthouse', '--fast'], says: '--fast' },
    { args: ['a lighthouse', '--live', '--url', 'http://127.0.0.1:1'], says: 'Choose one' },
    { args: ['a lighthouse', '--duration', '7'], says: 'input.duration' },
  ])('wrong input $args ends with 2 and says what is wrong', async ({ args, says }) => {
    const { code, output } = await runQuickstart(args, folder)
    expect(output).toContain(says)
    expect(code).toBe(2)
  })

  it('--live without a key ends with 2 before anything is sent', async () => {
    const { code, output } = await runQuickstart(['a lighthouse', '--live'], folder, { APIKLEY_API_KEY: '' })
    expect(output).toContain('APIKLEY_API_KEY')
    expect(code).toBe(2)
  })

  it('no credits ends with 3, nothing spent, asked once', async () => {
    const { url, asked } = await startAnswering({ code: 402, msg: 'Credits insufficient', data: null })
    const { code, output } = await runQuickstart(['a lighthouse', '--url', url], folder)
    expect(output).toContain('No money was spent')
    expect(code).toBe(3)
    expect(asked).toEqual(['POST /api/v1/jobs/createTask'])
  })

  it('an answer that does not tell whether a task exists ends with 6, asked once', async () => {
    const { url, asked } = await startAnswering({ code: 500, msg: 'Internal error', data: null })
    const { code, output } = await runQuickstart(['a lighthouse', '--url', url], folder)
    expect(output).toContain('Money may have been spent')
    expect(code).toBe(6)
    expect(asked).toEqual(['POST /api/v1/jobs/createTask'])
  })

  it('a failed task ends with 4 and gives the reason', async () => {
    const { url } = await startQuickMock()
    const { code, output } = await runQuickstart(['a lighthouse [fail:moderation]', '--url', url], folder)
    expect(output).toContain('CONTENT_POLICY_BLOCKED')
    expect(code).toBe(4)
    expect(await readdir(folder)).toEqual([])
  })
})

describe('Ctrl-C during the wait', () => {
  it('ends with 130 and says how to get the video later, and that works', async () => {
    let now = 1_789_126_000_000
    const mock = await startMock({
      taskMs: 60_000,
      clock: { now: () => now, sleep: () => new Promise(() => {}) },
    })
    onTestFinished(() => mock.close())

    const demo = startQuickstart(['a lighthouse', '--url', mock.url], folder)
    const taskId = await demo.printed(/task ([0-9a-f]{32})/)
    demo.interrupt()
    const { code, output } = await demo.ended
    expect(code).toBe(130)
    expect(output).toContain(`demo resume ${taskId} --url ${mock.url}`)

    now += 61_000
    const resumed = await runQuickstart(['resume', taskId, '--url', mock.url, '--out', 'later.mp4'], folder)
    expect(resumed.code, resumed.output).toBe(0)
    expect(await readdir(folder)).toEqual(['later.mp4'])
  })
})
