import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startInstalledMock } from '../src/consumers/installed-mock.ts'
import type { InstalledMock } from '../src/consumers/installed-mock.ts'
import { startMcpProgram } from '../src/consumers/mcp-program.ts'
import type { McpProgram } from '../src/consumers/mcp-program.ts'
import { startCallbackReceiver } from '../src/contract/callback-receiver.ts'
import type { CallbackReceiver } from '../src/contract/callback-receiver.ts'
import { foreignClientEngine } from './matrix.ts'

// A client that others wrote for the twin API, as they published it; all it is told is where the API is. Its tools for
// Veo, Suno, Runway, Midjourney and Flux Kontext use paths of the twin that the mock does not have, and its uploads
// want an https host, so none of them is tried.
let folder: string
let receiver: CallbackReceiver
let mock: InstalledMock
let client: McpProgram
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'apikley-foreign-client-'))
  receiver = await startCallbackReceiver()
  mock = await startInstalledMock(inject('consumer'), ['--any-model', '--task-seconds', '0.5'])
  const installed = path.join(await foreignClientEngine(), 'node_modules/@felores/kie-ai-mcp-server')
  client = await startMcpProgram(process.execPath, [path.join(installed, 'dist/index.js')], {
    cwd: folder,
    env: {
      KIE_AI_BASE_URL: `${mock.url}/api/v1`,
      KIE_AI_API_KEY: 'fake-key-for-tests-0000',
      // Without one it would ask for callbacks to a host of its maker.
      KIE_AI_CALLBACK_URL: receiver.url,
      KIE_AI_DB_PATH: path.join(folder, 'tasks.db'),
      // Else every generation waits until a person has approved its price.
      KIE_AI_ALLOW_DIRECT_GENERATION: 'true',
    },
  })
})
afterAll(async () => {
  await client?.[Symbol.asyncDispose]()
  await mock?.close()
  await receiver?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const prompt = 'a lighthouse at dusk'

describe('a client made for the twin API works with another base URL', () => {
  const tools = [
    { tool: 'kling_video', args: { prompt }, model: 'kling-3.0/video', type: 'video/mp4' },
    { tool: 'qwen_image', args: { prompt }, model: 'qwen/text-to-image', type: 'image/png' },
    {
      tool: 'elevenlabs_tts',
      args: { text: prompt },
      model: 'elevenlabs/text-to-speech-turbo-2-5',
      type: 'audio/mpeg',
    },
  ]
  test.each(tools)('$tool makes a result of type $type', async ({ tool, args, model, type }) => {
    const called = receiver.next()
    const { task_id } = await client.run(tool, args)
    const done = await client.run('wait_for_task', { task_id, timeout_seconds: 60, interval_seconds: 1 })
    expect(done).toMatchObject({
      status: 'completed',
      result_urls: [expect.stringContaining(`${mock.url}/`)],
      details: { api_response: { data: { taskId: task_id, model, state: 'success' } } },
    })

    const [url] = Object(done['result_urls'])
    const file = await fetch(url)
    const bytes = await file.bytes()
    expect([file.status, file.headers.get('content-type')]).toEqual([200, type])
    expect(file.headers.get('content-length')).toBe(String(bytes.length))
    expect(bytes.length).toBeGreaterThan(1_000)
    expect(await called).toMatchObject({ data: { taskId: task_id, state: 'success' } })
  })
})
