import { onTestFinished } from 'vitest'
import { startMock, type Mock, type MockOptions } from '../../src/index.ts'

export const key = 'fake-key-for-tests-0000'

/** With a request to the admin API. */
export const adminHeaders = { 'x-apikley-mock': 'admin' }

export const videoModel = 'kling/v2-1-master-text-to-video'

/** An answer, with its envelope if it has one. */
export interface Answer {
  status: number
  headers: Headers
  text: string
  envelope: { code: number; msg: string; data?: unknown }
}

/** The text that lies in the value under these keys. */
export function textAt(value: unknown, ...keys: string[]): string {
  const found = keys.reduce<unknown>(
    (within, name) => (within instanceof Object ? Reflect.get(within, name) : undefined),
    value,
  )
  if (typeof found !== 'string')
    throw new TypeError(`There is no text at ${keys.join('.')} of ${JSON.stringify(value)}`)
  return found
}

/** A mock that lives as long as the test. */
export async function useMock(options: MockOptions = {}): Promise<Mock> {
  const mock = await startMock(options)
  onTestFinished(() => mock.close())
  return mock
}

/** Sends a request with the tests' key; an object goes as JSON. */
export async function send(
  mock: Pick<Mock, 'url'>,
  target: string,
  body?: unknown,
  more: Record<string, string> = {},
): Promise<Answer> {
  const [method = 'GET', path = ''] = target.split(' ')
  const form = body instanceof FormData
  const content = form || body instanceof Blob || typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(mock.url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && !form && { 'content-type': 'application/json' }),
      ...more,
    },
    ...(content !== undefined && { body: content }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type') === 'application/json; charset=utf-8' && text !== ''
  return {
    status: response.status,
    headers: response.headers,
    text,
    envelope: isJson ? JSON.parse(text) : {},
  }
}

/** Creates a task and answers its id. */
export async function createTask(
  mock: Pick<Mock, 'url'>,
  input: Record<string, unknown> = {},
  callBackUrl?: string,
): Promise<string> {
  const { envelope } = await send(mock, 'POST /api/v1/jobs/createTask', {
    model: videoModel,
    ...(callBackUrl !== undefined && { callBackUrl }),
    input: { prompt: 'a lighthouse at dusk', ...input },
  })
  return textAt(envelope.data, 'taskId')
}

/** The task's record as `recordInfo` answers it now. */
export async function readRecord(mock: Mock, taskId: string): Promise<Record<string, unknown>> {
  const { envelope } = await send(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`)
  return Object(envelope.data)
}

/** The first result link of a finished task. */
export async function resultUrl(mock: Mock, taskId: string): Promise<string> {
  return textAt(JSON.parse(textAt(await readRecord(mock, taskId), 'resultJson')), 'resultUrls', '0')
}
