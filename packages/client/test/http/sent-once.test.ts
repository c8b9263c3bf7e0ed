import { afterEach, expect, it, vi } from 'vitest'
import { lighthouse, rejection, setUp } from '../set-up.ts'

afterEach(() => void vi.unstubAllGlobals())

// What its fetch does with a text is tried with Deno itself, in the compatibility tests.
it('Deno is given a body that it cannot send a second time by itself', async () => {
  vi.stubGlobal('Deno', {})
  const bodies: unknown[] = []
  const { server, apikley } = await setUp({
    fetch: (url, init) => {
      bodies.push(init?.body)
      return fetch(url, init)
    },
  })
  server.on('createTask', { code: 200, data: { taskId: 't1' } })
  await apikley.tasks.create(lighthouse)
  expect(bodies).toEqual([expect.any(Blob)])
  const [{ body, headers } = {}] = server.received
  expect(JSON.parse(String(body))).toEqual(lighthouse)
  expect(headers?.['content-type']).toBe('application/json')
})

it('an abort that comes while the hooks are being loaded stops the request', async () => {
  const { server, apikley } = await setUp({ hooks: {} })
  const controller = new AbortController()
  const credits = rejection(apikley.credits({ signal: controller.signal }))
  const created = rejection(apikley.tasks.create(lighthouse, { signal: controller.signal }))
  await Promise.resolve()
  controller.abort()
  expect(await credits).toMatchObject({ kind: 'network', reason: 'aborted' })
  expect(await created).toMatchObject({ kind: 'network', reason: 'aborted', moneySpent: 'no' })
  expect(server.received).toEqual([])
})
