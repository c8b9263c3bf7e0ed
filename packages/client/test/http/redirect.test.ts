import { expect, it } from 'vitest'
import { lighthouse, rejection, setUp } from '../set-up.ts'

it.for([301, 302, 303, 307, 308])(
  'a redirect with %d is not followed, with the key or without',
  async (status) => {
    const { server, apikley } = await setUp()
    const headers = { location: `${server.url}/elsewhere` }
    server
      .on('credit', { status, headers })
      .on('createTask', { status, headers })
      .on('elsewhere', { code: 200 })
    const [credits, create] = await Promise.all([
      rejection(apikley.credits()),
      rejection(apikley.tasks.create(lighthouse)),
    ])
    expect(credits).toMatchObject({ kind: 'server', status, moneySpent: 'no' })
    expect(create).toMatchObject({ kind: 'unknown-submit', status, moneySpent: 'unknown' })
    expect(server.to('elsewhere')).toEqual([])
  },
)

it('what a browser shows of a redirect is understood', async () => {
  const { apikley } = await setUp({ fetch: () => Promise.resolve(Response.error()) })
  const error = await rejection(apikley.credits())
  expect(error).toMatchObject({ kind: 'server', message: expect.stringContaining('redirects') })
})
