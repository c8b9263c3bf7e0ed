// The API as a process of its own: it takes the first task, charges it, and its answer is lost.
import { startMock } from '@apikley/mock'

const mock = await startMock({
  taskMs: 4_000,
  scenario: { faults: [{ kind: 'lostResponse', times: 1 }] },
})
process.send?.(mock.url)
process.once('disconnect', () => process.exit())
