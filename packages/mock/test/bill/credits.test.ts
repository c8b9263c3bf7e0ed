import { expect, test } from 'vitest'
import type { Mock } from '../../src/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, send, useMock, videoModel } from '../support/mock.ts'

const credits = async (mock: Mock) => (await send(mock, 'GET /api/v1/chat/credit')).envelope

test('the balance is fractional and falls by the price of each clip', async () => {
  const mock = await useMock({ credits: 1_000.25 })
  expect(await credits(mock)).toEqual({ code: 200, msg: 'success', data: 1_000.25 })
  await createTask(mock, { duration: '5' })
  expect((await credits(mock)).data).toBe(840.25)
  await createTask(mock, { duration: '10' })
  expect((await credits(mock)).data).toBe(520.25)
})

test('a failed task gives its price back when it ends', async () => {
  const clock = createFakeClock()
  const mock = await useMock({ clock, credits: 500 })
  await createTask(mock, { prompt: '[fail:server]' })
  expect((await credits(mock)).data).toBe(340)
  clock.advance(5_000)
  expect((await credits(mock)).data).toBe(500)
})

test('without enough credits no task is made', async () => {
  const mock = await useMock({ credits: 159.99 })
  const { status, envelope } = await send(mock, 'POST /api/v1/jobs/createTask', {
    model: videoModel,
    input: { prompt: 'a lighthouse' },
  })
  expect(status).toBe(200)
  expect(envelope).toEqual({ code: 402, msg: 'Credits insufficient', data: null })
  expect(mock.tasks()).toEqual([])
})
