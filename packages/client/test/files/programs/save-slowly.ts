// Saves a file over a fetch of its own into what takes its time with each piece; prints what became of it.
import { createApikley } from '@apikley/client'
import { setTimeout as pass } from 'node:timers/promises'

const [url = '', ms = '0'] = process.argv.slice(2)
const apikley = createApikley({
  apiKey: 'fake-key-for-tests-0000',
  allowPrivateAddresses: true,
  fetch: (asked, init) => fetch(asked, init),
})
let most = 0
const slow = {
  async write() {
    await pass(Number(ms))
    most = Math.max(most, process.memoryUsage().arrayBuffers)
  },
  commit() {},
  abort() {},
}
console.log(
  await apikley.files.save(url, slow, { retries: 0 }).then(
    ({ bytes }) => `saved ${bytes}`,
    (error: unknown) => (error as { kind: string }).kind,
  ),
  most < 60_000_000,
)
