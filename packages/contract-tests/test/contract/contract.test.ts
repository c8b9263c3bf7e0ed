import { startMock } from '@apikley/mock'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCallbackReceiver, type CallbackReceiver } from '../../src/contract/callback-receiver.ts'
import { calls } from '../../src/contract/calls.ts'
import { checkCall } from '../../src/contract/check.ts'
import { closedValidator } from '../../src/contract/closed-schema.ts'
import { answerCases, callbackCases, operationsOf } from '../../src/contract/document.ts'
import { startPrismCli } from '../../src/contract/prism-cli.ts'
import { readSpec } from '../../src/contract/read-spec.ts'

const document = readSpec()
const cases = calls.flatMap((call) =>
  answerCases(document)
    .filter(({ operationId }) => operationId === call.operationId)
    .map((answer) => ({
      title: `${call.operationId} ${call.name}, ${answer.status} ${answer.example ?? ''}`,
      call,
      answer,
    })),
)

it('covers every operation of the document', () => {
  const documented = operationsOf(document).map(({ operationId }) => operationId)
  expect([...new Set(calls.map(({ operationId }) => operationId))].toSorted()).toEqual(documented.toSorted())
})

const servers = [
  {
    name: 'stock Prism',
    start: () => startPrismCli(createRequire(import.meta.url).resolve('@apikley/specs/openapi.json')),
  },
  { name: '@apikley/mock', start: () => startMock({ taskMs: 1 }) },
]

describe.each(servers)('the client against $name', ({ start }) => {
  let server: Awaited<ReturnType<typeof start>>
  let receiver: CallbackReceiver

  beforeAll(async () => {
    receiver = await startCallbackReceiver()
    server = await start()
  }, 30_000)
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    await receiver[Symbol.asyncDispose]()
  })

  it.each(cases)('$title', async ({ call, answer }) => {
    const surroundings = { document, baseUrl: server.url, callBackUrl: receiver.url }
    expect(await checkCall(call, answer, surroundings)).toEqual([])
  })

  it('its callback is what the document describes', async () => {
    const callback = receiver.next()
    const body = { model: kling.id, input: { prompt: 'a lighthouse at dusk' }, callBackUrl: receiver.url }
    await fetch(`${server.url}/api/v1/jobs/createTask`, {
      method: 'POST',
      headers: { authorization: 'Bearer fake-key-for-tests-0000', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const [described] = callbackCases(document)
    const validate = closedValidator(document, described!.schema)
    validate(await callback)
    expect(validate.errors ?? []).toEqual([])
  })
})
