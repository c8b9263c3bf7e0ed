import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { apiKey, environment, kling, setUp } from '../set-up.ts'
import { type Agent, type AgentOptions, generations, startAgent } from './agent.ts'

const dusk = { prompt: 'a lighthouse at dusk' }
const job = (key: string, input: object = dusk) => ({ idempotency_key: key, model: kling, input })

async function started(
  mockOptions: Parameters<typeof setUp>[0] = {},
  options: Partial<AgentOptions> = {},
): Promise<Awaited<ReturnType<typeof setUp>> & { agent: Agent; again: typeof startAgent }> {
  const up = await setUp(mockOptions)
  const how = { cwd: up.folder, env: environment(up.folder, up.mock.url), ...options }
  const again = (more: Partial<AgentOptions>): Promise<Agent> => startAgent({ ...how, ...more })
  return { ...up, agent: await startAgent(how), again }
}

describe.each(generations)('apikley mcp and the %s generation of clients', (generation) => {
  it('goes from a model to a saved file, and pays once', async () => {
    const { mock, folder, agent } = await started({ taskMs: 500 }, { generation })
    const { tools } = await agent.client.listTools()
    expect(tools.map(({ name }) => name).toSorted()).toEqual([
      'credits',
      'estimate',
      'generate',
      'model_schema',
      'models',
      'recover',
      'save',
      'task',
      'upload',
      'wait',
    ])
    expect(JSON.stringify(tools).length).toBeLessThan(10_000)
    expect(JSON.stringify(tools.find(({ name }) => name === 'generate'))).toContain('negative_prompt')
    expect(agent.client.getInstructions()).toMatch(/^.{100,900}$/s)

    expect((await agent.call('models')).data['models']).toEqual([{ id: kling, makes: 'video' }])
    const { data: schema } = await agent.call('model_schema', { model: kling })
    expect(schema['input']).toMatchObject({ properties: { duration: { enum: ['5', '10'] } } })
    const { data: price } = await agent.call('estimate', { jobs: [job('order-1')] })
    expect(price).toMatchObject({ credits: 160, credits_left: 500, needs_confirm: false })
    expect(mock.bill()).toEqual([])

    const ordered = await agent.call('generate', { jobs: [job('order-1')] })
    const taskId = mock.tasks()[0]?.taskId ?? ''
    expect(ordered).toMatchObject({
      isError: false,
      data: { jobs: [{ idempotency_key: 'order-1', state: 'accepted', task_id: taskId, credits: 160 }] },
    })
    const heard: unknown[] = []
    const waited = await agent.call('wait', { ids: [taskId] }, (progress) => heard.push(progress))
    expect(waited.data['tasks']).toMatchObject([{ task_id: taskId, state: 'success' }])
    expect(waited.links).toMatchObject([{ uri: expect.stringContaining(mock.url), mimeType: 'video/mp4' }])
    expect(heard[0]).toMatchObject({ total: 45, message: expect.stringContaining(taskId) })

    const saved = await agent.call('save', { id: 'order-1', path: 'clips/dusk.mp4' })
    expect(saved.links[0]?.uri).toMatch(/^file:.*clips\/dusk\.mp4$/)
    expect((await readFile(join(folder, 'clips/dusk.mp4'))).subarray(4, 8).toString()).toBe('ftyp')
    expect((await agent.call('task', { id: 'order-1' })).data['task']).toMatchObject({ state: 'success' })
    expect((await agent.call('credits')).data).toMatchObject({ session_limit: 500, session_spent: 160 })
    const again = await agent.call('generate', { jobs: [job('order-1')] })
    expect(again.data['jobs']).toMatchObject([{ state: 'ordered before', task_id: taskId }])
    const other = await agent.call('generate', { jobs: [job('order-2'), job('order-1', { prompt: 'dawn' })] })
    expect(other).toMatchObject({ isError: true, text: expect.stringContaining('used before') })
    mock.assertChargedOnce('lighthouse')

    // What was learned is kept, and the ledger is closed: SQLite's log is gone.
    await agent.close()
    const isClosed = async (): Promise<boolean> => {
      const left = await readdir(join(folder, 'state/apikley'))
      return (
        left.some((name) => name.endsWith('-durations.json')) && !left.some((name) => name.endsWith('-wal'))
      )
    }
    await expect.poll(isClosed, { timeout: 10_000 }).toBe(true)
  })

  it('sends nothing if a field, an argument or a model is misspelt', async () => {
    const { mock, agent } = await started({}, { generation })
    const wrong: [tool: string, given: object, meant: string][] = [
      ['generate', { jobs: [job('a', { promt: 'dusk' })] }, "'prompt'"],
      [
        'generate',
        { jobs: [job('a'), { ...job('b'), model: 'kling/v2-1-master-text-to-vidoe' }] },
        `'${kling}'`,
      ],
      ['generate', { jobs: [{ ...job('a'), idempotencykey: 'b' }] }, "'idempotency_key'"],
      ['generate', { jobs: [job('a')], confirmed: true }, "'confirm'"],
      ['estimate', { jobs: [job('a', { ...dusk, duratoin: '5' })] }, "'duration'"],
      ['wait', { ids: ['a'], timeout_second: 1 }, "'timeout_seconds'"],
      ['model_schema', { model: kling, at: 'promtp' }, "'prompt'"],
    ]
    for (const [tool, given, meant] of wrong) {
      const { isError, text } = await agent.call(tool, given)
      expect([tool, isError, text]).toEqual([tool, true, expect.stringContaining(`did you mean ${meant}`)])
    }
    const values = await agent.call('generate', { jobs: [job('a', { ...dusk, duration: 5 })] })
    expect(values).toMatchObject({ isError: true, text: expect.stringContaining('input.duration') })
    const twice = await agent.call('generate', { jobs: [job('a'), job('a', { prompt: 'dawn' })] })
    expect(twice).toMatchObject({ isError: true, text: expect.stringContaining('given twice') })
    const shown = await agent.call('wait', { ids: apiKey })
    expect(shown).toMatchObject({ isError: true, text: expect.stringContaining('[key]') })
    const secret = await agent.call('generate', { jobs: [job(apiKey)] })
    expect(secret).toMatchObject({ isError: true, text: expect.stringContaining('this is the API key') })
    expect(mock.tasks()).toEqual([])
  })
})

describe('money', () => {
  it('needs a word above the threshold, and says the price and that nothing was sent', async () => {
    const { mock, agent } = await started()
    const jobs = [job('a'), job('b', { prompt: 'dawn' })]
    const refused = await agent.call('generate', { jobs })
    expect(refused).toMatchObject({
      isError: true,
      text: expect.stringMatching(/320 credits.*Nothing was sent.*above|Nothing was sent.*confirm: true/s),
    })
    expect(refused.text).toContain('320 credits')
    expect(mock.tasks()).toEqual([])
    expect(await agent.call('generate', { jobs, confirm: true })).toMatchObject({ isError: false })
    expect(mock.bill()).toHaveLength(2)
  })

  it('never goes beyond the limit of the session, whatever is confirmed, also in calls at once', async () => {
    const { mock, agent } = await started({}, { options: ['--max-credits', '490'] })
    await agent.call('generate', { jobs: [job('first')] })
    const calls = ['a', 'b', 'c', 'd'].map((key) =>
      agent.call('generate', { jobs: [job(key, { prompt: key })], confirm: true }),
    )
    const answers = await Promise.all(calls)
    expect(answers.filter(({ isError }) => !isError)).toHaveLength(2)
    for (const { text } of answers.filter(({ isError }) => isError)) {
      expect(text).toMatch(/Nothing was sent: of the 490 credits .* 10 are left.*--max-credits/s)
    }
    expect(mock.bill()).toHaveLength(3)
  })

  it('gives back what a refusal and a failed task had reserved', async () => {
    const { mock, agent } = await started({}, { options: ['--max-credits', '160'] })
    mock.fault({ kind: 'creditsRunOut' })
    expect(await agent.call('generate', { jobs: [job('a')] })).toMatchObject({ isError: true })
    mock.reset()
    mock.fault({ kind: 'moderationFailure' })
    expect(await agent.call('generate', { jobs: [job('b')] })).toMatchObject({ isError: false })
    const failed = await agent.call('wait', { ids: ['b'] })
    expect(failed).toMatchObject({ isError: true, text: expect.stringContaining('new idempotency_key') })
    mock.reset()
    expect(await agent.call('generate', { jobs: [job('c')] })).toMatchObject({ isError: false })
    expect(await agent.call('generate', { jobs: [job('d')] })).toMatchObject({ isError: true })
  })

  it('orders what has no price with the word of a person, one at a time, within the limit', async () => {
    const { mock, agent } = await started({}, { options: ['--max-credits', '600'] })
    const long = (key: string, more: object = {}) => ({ ...job(key, { ...dusk, duration: '10' }), ...more })
    for (const given of [
      { jobs: [long('a')] },
      { jobs: [long('a')], confirm: true },
      { jobs: [long('a', { credits: 320 })] },
    ]) {
      expect(await agent.call('generate', given)).toMatchObject({
        isError: true,
        text: expect.stringMatching(/unknown.*Nothing was sent.*confirm: true, and with credits/s),
      })
    }
    const told = (...jobs: object[]) => agent.call('generate', { jobs, confirm: true })
    expect(await told(long('a', { credits: 601 }))).toMatchObject({ isError: true })
    expect(await told(long('a', { credits: 1 }), long('b', { credits: 1 }))).toMatchObject({
      isError: true,
      text: expect.stringContaining('one is ordered at a time'),
    })
    expect(mock.tasks()).toEqual([])
    expect(await told(long('a', { credits: 1 }))).toMatchObject({ isError: false })
    // Whatever the agent has said that it costs.
    expect((await agent.call('credits')).data).toMatchObject({ session_spent: 600 })
    expect(await told(job('b'))).toMatchObject({
      isError: true,
      text: expect.stringContaining("until it is known what the order 'a' costs"),
    })
    await agent.call('wait', { ids: ['a'] })
    // The account tells what it has cost: 320.
    expect(await told(long('c', { credits: 1 }))).toMatchObject({
      isError: true,
      text: expect.stringContaining('280 are left, and one that has no price may cost 320'),
    })
    expect(await told(job('b'))).toMatchObject({ isError: false })
    expect(mock.bill().map(({ credits }) => credits)).toEqual([320, 160])
  })

  it('expects what others like it have cost, where the API says what it charges', async () => {
    const { agent, apikley } = await started({ laterFields: true }, { options: ['--max-credits', '600'] })
    const long = { ...dusk, duration: '10' }
    expect(await apikley(['run', kling, 'prompt=dawn', 'duration=10', '--yes'])).toMatchObject({ code: 0 })
    const { text, data } = await agent.call('estimate', { jobs: [job('a', long)] })
    expect(text).toContain('320 credits (an estimate: the last task of this model with')
    expect(data).toMatchObject({
      credits: 320,
      needs_confirm: true,
      jobs: [{ credits: 320, is_estimate: true }],
    })
    const jobs = [job('a', long), job('b', { ...long, prompt: 'noon' })]
    expect(await agent.call('generate', { jobs, confirm: true })).toMatchObject({
      isError: true,
      text: expect.stringContaining('600 are left'),
    })
    expect(await agent.call('generate', { jobs: [job('a', long)], confirm: true })).toMatchObject({
      isError: false,
    })
  })
})

describe('when things go wrong', () => {
  it.each(['lostResponse', 'resetBeforeRead'] as const)(
    '%s: nobody knows whether it is paid, and it is not sent again',
    async (kind) => {
      const { mock, agent, apikley } = await started()
      mock.fault({ kind, operation: 'createTask' })
      const first = await agent.call('generate', { jobs: [job('a')] })
      expect(first).toMatchObject({
        isError: true,
        data: { jobs: [{ state: 'unknown', money_spent: 'unknown' }] },
      })
      expect(first.text).toMatch(
        /Do not order this again under another idempotency_key.*A person must decide/s,
      )
      expect(JSON.stringify(first.data)).toContain('may have been spent')
      expect(mock.bill()).toHaveLength(kind === 'lostResponse' ? 1 : 0)
      mock.reset()
      expect(mock.bill()).toEqual([])
      for (const again of [
        await agent.call('generate', { jobs: [job('a')] }),
        await agent.call('wait', { ids: ['a'] }),
        await agent.call('task', { id: 'a' }),
        await agent.call('recover'),
      ]) {
        expect(again).toMatchObject({
          isError: true,
          text: expect.stringContaining('apikley settle a --task'),
        })
      }
      expect((await agent.call('credits')).data).toMatchObject({ session_spent: 160 })
      expect(await apikley(['settle', 'a', '--not-created'])).toMatchObject({ code: 0 })
      expect((await agent.call('credits')).data).toMatchObject({ session_spent: 0 })
      expect(await agent.call('generate', { jobs: [job('a')] })).toMatchObject({ isError: false })
      mock.assertChargedOnce()
    },
  )

  it('an answer that does not come in time is not known, and charged once', async () => {
    const { mock, agent } = await started({}, { options: ['--request-timeout', '1s'] })
    mock.fault({ kind: 'slowHeaders', ms: 60_000, operation: 'createTask' })
    for (const _ of [1, 2]) {
      const { data } = await agent.call('generate', { jobs: [job('a')] })
      expect(data['jobs']).toMatchObject([{ state: 'unknown', money_spent: 'unknown' }])
    }
    mock.assertChargedOnce()
  })

  it('too few credits: nothing is spent, and the same key goes on', async () => {
    const { mock, agent } = await started()
    mock.fault({ kind: 'creditsRunOut' })
    const refused = await agent.call('generate', { jobs: [job('a')] })
    expect(refused).toMatchObject({
      isError: true,
      data: { jobs: [{ state: 'not accepted', money_spent: 'no' }] },
    })
    expect(refused.text).toContain('top up')
    mock.reset()
    expect(await agent.call('generate', { jobs: [job('a')] })).toMatchObject({ isError: false })
    mock.assertChargedOnce()
  })

  it('one of several: the others are accepted, and the answer tells which', async () => {
    const { mock, agent } = await started({}, { options: ['--confirm-above', '500'] })
    mock.fault({ kind: 'lostResponse', operation: 'createTask', times: 1 })
    const jobs = ['a', 'b', 'c'].map((key) => job(key, { prompt: key }))
    const { data, isError } = await agent.call('generate', { jobs })
    const states = (data['jobs'] as { state: string }[]).map(({ state }) => state)
    expect([isError, states.toSorted()]).toEqual([true, ['accepted', 'accepted', 'unknown']])
    await agent.call('generate', { jobs })
    expect(mock.bill()).toHaveLength(3)
  })

  it('answers what is pending when the time is over, and the task goes on', async () => {
    const { mock, agent } = await started({ taskMs: 600_000 })
    await agent.call('generate', { jobs: [job('a')] })
    const pending = await agent.call('wait', { ids: ['a'], timeout_seconds: 0.2 })
    expect(pending).toMatchObject({ isError: false, data: { tasks: [{ state: 'pending' }] } })
    expect(pending.text).toContain('call wait again with ["a"]')
    expect(await agent.call('save', { id: 'a' })).toMatchObject({
      isError: true,
      text: expect.stringContaining('wait'),
    })
    mock.advance(600_000)
    expect((await agent.call('wait', { ids: ['a'] })).data['tasks']).toMatchObject([{ state: 'success' }])
    mock.assertChargedOnce()
  })

  it('a link that has expired: says so, and does not order again', async () => {
    const { mock, agent, folder } = await started()
    mock.fault({ kind: 'linkExpired' })
    await agent.call('generate', { jobs: [job('a')] })
    await agent.call('wait', { ids: ['a'] })
    const gone = await agent.call('save', { id: 'a', path: 'a.mp4' })
    expect(gone).toMatchObject({ isError: true, data: { money_spent: 'yes' } })
    expect(existsSync(join(folder, 'a.mp4'))).toBe(false)
    mock.assertChargedOnce()
  })

  it('an id that is not there', async () => {
    const { agent } = await started()
    for (const tool of ['task', 'save']) {
      expect(await agent.call(tool, { id: '0123456789abcdef0123456789abcdef' })).toMatchObject({
        isError: true,
        text: expect.stringContaining('idempotency_key'),
      })
    }
  })
})
