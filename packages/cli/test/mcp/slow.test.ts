import { expect, it } from 'vitest'
import { environment, kling, setUp } from '../set-up.ts'
import { startAgent } from './agent.ts'

it(
  'answers before the client gives up, if the API takes longer; the order goes on',
  { timeout: 180_000 },
  async () => {
    const { mock, folder } = await setUp()
    mock.fault({ kind: 'slowHeaders', ms: 50_000, operation: 'createTask' })
    const agent = await startAgent({ cwd: folder, env: environment(folder, mock.url) })
    const jobs = [{ idempotency_key: 'a', model: kling, input: { prompt: 'dusk' } }]
    const late = await agent.call('generate', { jobs })
    expect(late).toMatchObject({
      data: { jobs: [{ state: 'sending' }] },
      text: expect.stringContaining('no answer yet'),
    })
    expect((await agent.call('task', { id: 'a' })).data).toMatchObject({ money_spent: 'unknown' })
    expect((await agent.call('wait', { ids: ['a'] })).data['tasks']).toMatchObject([{ state: 'success' }])
    mock.assertChargedOnce()
  },
)
