import { describe, expect, it } from 'vitest'
import { rejection, setUp } from './set-up.ts'

describe('credits', () => {
  it.for([5916.25, 0, -3])('%d', async (data) => {
    const { server, apikley } = await setUp()
    server.on('credit', { code: 200, msg: 'success', data })
    expect(await apikley.credits()).toBe(data)
    expect(server.received[0]).toMatchObject({ method: 'GET', url: '/api/v1/chat/credit' })
    expect(server.received[0]?.headers).not.toHaveProperty('content-type')
  })

  it('more than there are numbers for', async () => {
    const { server, apikley } = await setUp()
    server.on('credit', { body: '{"code":200,"data":1e400}' })
    expect(await rejection(apikley.credits())).toMatchObject({ kind: 'server' })
  })

  it.for<[unknown]>([[null], [undefined], ['12'], [{}]])('%o is no number', async ([data]) => {
    const { server, apikley } = await setUp()
    server.on('credit', { code: 200, data })
    expect(await rejection(apikley.credits())).toMatchObject({
      kind: 'server',
      moneySpent: 'no',
      status: 200,
    })
  })
})
