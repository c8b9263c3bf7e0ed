import openapi from '@apikley/specs/openapi.json' with { type: 'json' }
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { Mock } from '../../src/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, resultUrl, send, useMock, videoModel } from '../support/mock.ts'
import { useReceiver } from '../support/receiver.ts'

const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema(openapi, 'openapi.json')

/** What the document's schema at this place says against the value. */
function mistakes(place: readonly string[], value: unknown) {
  const pointer = place
    .map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/')
  const validate = ajv.compile({ $ref: `openapi.json#/${pointer}` })
  validate(value)
  return validate.errors
}

const answerOf = (method: string, path: string) =>
  ['paths', path, method.toLowerCase(), 'responses', '200', 'content', 'application/json', 'schema'] as const

const input = { prompt: 'a lighthouse at dusk' }
const file = () => {
  const form = new FormData()
  form.append('file', new File(['x'], 'x.txt', { type: 'text/plain' }))
  form.append('uploadPath', 'p')
  return form
}

describe('every answer is valid by the document', () => {
  const requests: { target: string; body?: (mock: Mock) => unknown }[] = [
    { target: 'POST /api/v1/jobs/createTask', body: () => ({ model: videoModel, input }) },
    { target: 'POST /api/v1/jobs/createTask', body: () => ({ model: videoModel, input: {} }) },
    { target: 'POST /api/v1/jobs/createTask', body: () => ({ model: 'nobody/knows' }) },
    { target: 'GET /api/v1/jobs/recordInfo?taskId=unknown' },
    { target: 'GET /api/v1/chat/credit' },
    {
      target: 'POST /api/v1/common/download-url',
      body: async (mock) => ({ url: await resultUrl(mock, await createTask(mock)) }),
    },
    { target: 'POST /api/v1/common/download-url', body: () => ({ url: 'https://files.example/x.mp4' }) },
    { target: 'POST /file-upload/api/file-stream-upload', body: file },
    {
      target: 'POST /file-upload/api/file-base64-upload',
      body: () => ({ base64Data: 'eA==', uploadPath: 'p' }),
    },
    {
      target: 'POST /file-upload/api/file-base64-upload',
      body: () => ({ base64Data: '!', uploadPath: 'p' }),
    },
    {
      target: 'POST /file-upload/api/file-url-upload',
      body: async (mock) => ({ fileUrl: await resultUrl(mock, await createTask(mock)), uploadPath: 'p' }),
    },
  ]
  test.each(requests)('$target', async ({ target, body }) => {
    const mock = await useMock({ taskMs: 0 })
    const { envelope } = await send(mock, target, await body?.(mock))
    const [method = '', path = ''] = target.split(/[ ?]/)
    expect(mistakes(answerOf(method, path), envelope)).toBeNull()
  })

  test('no operation of the document was left out', () => {
    const asked = new Set(requests.map(({ target }) => target.split('?')[0]))
    const declared = Object.entries(openapi.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(asked).toEqual(new Set(declared))
  })

  const moments = [0, 700, 2_000, 5_000].flatMap((at) =>
    [input, { prompt: '[fail:moderation]' }].flatMap((asked) =>
      [false, true].map((laterFields) => ({ at, asked, laterFields })),
    ),
  )
  test.each(moments)(
    'recordInfo after $at ms, later fields $laterFields',
    async ({ at, asked, laterFields }) => {
      const clock = createFakeClock()
      const mock = await useMock({ clock, laterFields })
      const taskId = await createTask(mock, asked)
      clock.advance(at)
      const { envelope } = await send(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`)
      expect(mistakes(answerOf('get', '/api/v1/jobs/recordInfo'), envelope)).toBeNull()
    },
  )

  test.each([input, { prompt: '[fail:server]' }])('the callback for $prompt', async (asked) => {
    const receiver = await useReceiver()
    const mock = await useMock({ taskMs: 0 })
    await createTask(mock, asked, receiver.url)
    const { body } = await receiver.next()
    expect(mistakes(['components', 'schemas', 'CallbackBody'], body)).toBeNull()
    expect(mistakes(['components', 'schemas', 'TaskRecord'], Object(body).data)).toBeNull()
  })
})

test('a wrong answer would be noticed', () => {
  expect(
    mistakes(answerOf('get', '/api/v1/jobs/recordInfo'), { code: 200, msg: 'success', data: { taskId: 5 } }),
  ).not.toBeNull()
})
