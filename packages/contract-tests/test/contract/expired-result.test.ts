import { createApikley, type Sink } from '@apikley/client'
import { startMock } from '@apikley/mock'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { expect, it } from 'vitest'

const saveTo: Sink = { write() {}, commit() {}, abort() {} }

it.for([
  [{ kind: 'linkExpired' }, { kind: 'expired', moneySpent: 'yes' }],
  [{ kind: 'linkExpired', times: 5 }, { state: 'success' }],
] as const)(
  'nobody waits for a result that a mock keeps back: %o',
  { timeout: 20_000 },
  async ([fault, want]) => {
    await using mock = await startMock({ taskMs: 0 })
    mock.fault(fault)
    await using apikley = createApikley({ apiKey: 'fake-key-for-tests-0000', baseUrl: mock.url })
    const ended = await apikley
      .generate(kling, { prompt: 'dusk' }, { saveTo })
      .catch((error: unknown) => error)
    expect(ended).toMatchObject(want)
  },
)
