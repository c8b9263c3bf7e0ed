import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { main } from '../build.ts'
import { apiKey, environment, kling, runIn, setUp } from '../set-up.ts'
import { type Agent, startAgent } from './agent.ts'

const job = (key: string, prompt = 'dusk') => ({ idempotency_key: key, model: kling, input: { prompt } })

/** Lets a process believe that an hour has passed: who was sending when it was killed has certainly died. */
const anHourLater = [
  `--import=data:text/javascript,${encodeURIComponent('const { now } = Date; Date.now = () => now() + 3_600_000')}`,
]

async function sessions(mockOptions: Parameters<typeof setUp>[0] = {}) {
  const up = await setUp(mockOptions)
  const how = { cwd: up.folder, env: environment(up.folder, up.mock.url) }
  return { ...up, how, open: (more = {}): Promise<Agent> => startAgent({ ...how, ...more }) }
}

it('two sessions on one ledger pay once for a key, and each has a limit of its own', async () => {
  const { mock, open } = await sessions()
  const options = ['--max-credits', '320']
  const agents = await Promise.all([open({ options }), open({ options, generation: 'first' })])
  const answers = await Promise.all(agents.map((agent) => agent.call('generate', { jobs: [job('shared')] })))
  expect(answers.map(({ isError }) => isError)).toEqual([false, false])
  mock.assertChargedOnce()
  for (const [index, agent] of agents.entries()) {
    expect(await agent.call('generate', { jobs: [job(`own-${index}`)] })).toMatchObject({ isError: false })
    expect(await agent.call('wait', { ids: ['shared'] })).toMatchObject({ isError: false })
  }
  expect(mock.bill()).toHaveLength(3)
})

it('a server that is killed while a task goes on is taken up by the next one', async () => {
  const { mock, open } = await sessions({ taskMs: 60_000 })
  const first = await open()
  await first.call('generate', { jobs: [job('a'), job('b', 'dawn')], confirm: true })
  process.kill(first.pid, 'SIGKILL')
  mock.advance(60_000)
  const next = await open()
  expect((await next.call('wait', { ids: ['a'] })).data['tasks']).toMatchObject([{ state: 'success' }])
  const recovered = await next.call('recover', { folder: 'clips' })
  const saved = recovered.data['finished'] as { saved: string[] }[]
  expect(saved.flatMap((one) => one.saved).toSorted()).toEqual(['clips/a.mp4', 'clips/b.mp4'])
  expect(await next.call('generate', { jobs: [job('a'), job('b', 'dawn')] })).toMatchObject({
    isError: false,
  })
  expect(mock.bill()).toHaveLength(2)
})

it('a server that is killed while it sends leaves an order that nobody knows of, and that is not sent again', async () => {
  const { mock, open } = await sessions()
  mock.fault({ kind: 'slowHeaders', ms: 60_000, operation: 'createTask' })
  const first = await open()
  const lost = first.call('generate', { jobs: [job('a')] }).catch(() => undefined)
  await expect.poll(() => mock.tasks().length, { interval: 20, timeout: 20_000 }).toBe(1)
  process.kill(first.pid, 'SIGKILL')
  await lost
  const early = await open()
  const pending = await early.call('wait', { ids: ['a'], timeout_seconds: 0 })
  expect(pending.data['tasks']).toMatchObject([{ state: 'pending' }])
  const late = await open({ nodeOptions: anHourLater })
  for (const tool of ['generate', 'wait'] as const) {
    const given = tool === 'generate' ? { jobs: [job('a')] } : { ids: ['a'] }
    expect(await late.call(tool, given)).toMatchObject({
      isError: true,
      text: expect.stringContaining('apikley settle a --task'),
    })
  }
  mock.assertChargedOnce()
})

it('ends when stdin ends, cancels no task, and has written nothing but the protocol', async () => {
  const { mock, how, apikley } = await sessions({ taskMs: 60_000 })
  const child = spawn(process.execPath, ['--conditions=@apikley/source', main, 'mcp', '--save-dir', '.'], how)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()))
  const send = (message: object): boolean =>
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  const clientInfo = { name: 'agent-of-tests', version: '1.0.0' }
  send({
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo },
  })
  send({ method: 'notifications/initialized' })
  child.stdin.write('this is no JSON\n')
  send({ id: 2, method: 'tools/call', params: { name: 'generate', arguments: { jobs: [job('a')] } } })
  while (!stdout.includes('"id":2')) await once(child.stdout, 'data')
  // A wait is going on when the agent leaves.
  send({ id: 3, method: 'tools/call', params: { name: 'wait', arguments: { ids: ['a'] } } })
  child.stdin.end()
  const [code, signal] = await once(child, 'close')
  expect([code, signal]).toEqual([0, null])
  for (const line of stdout.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' })
  expect(stderr).toContain('at most 500 credits')
  expect(stdout + stderr).not.toContain(apiKey)
  mock.advance(60_000)
  expect(await apikley(['wait', 'a'])).toMatchObject({ code: 0 })
  mock.assertChargedOnce()
})

it('waits for the answer to what is being sent before it ends', async () => {
  const { mock, open, apikley } = await sessions()
  mock.fault({ kind: 'slowHeaders', ms: 500, operation: 'createTask' })
  const agent = await open()
  const lost = agent.call('generate', { jobs: [job('a')] }).catch(() => undefined)
  await expect.poll(() => mock.tasks().length, { interval: 20, timeout: 20_000 }).toBe(1)
  await agent.close()
  await lost
  const { stdout } = await apikley(['tasks', '--json'])
  expect(JSON.parse(stdout)).toMatchObject([{ key: 'a', taskId: mock.tasks()[0]?.taskId }])
})

it('starts without a key, says what a person must do, and goes on once it is there', async () => {
  const { mock, folder, how } = await sessions()
  const agent = await startAgent({ ...how, env: { ...how.env, APIKLEY_API_KEY: '' } })
  expect(await agent.call('estimate', { jobs: [job('a')] })).toMatchObject({ isError: false })
  expect(await agent.call('generate', { jobs: [job('a')] })).toMatchObject({
    isError: true,
    text: expect.stringMatching(/no API key.*Ask a person/s),
  })
  expect(mock.bill()).toEqual([])
  await mkdir(`${folder}/config/apikley`, { recursive: true })
  await writeFile(`${folder}/config/apikley/key`, apiKey, { mode: 0o600 })
  expect(await agent.call('generate', { jobs: [job('a')] })).toMatchObject({ isError: false })
})

it('serves neither a whole disk nor a whole home folder, unless told so', async () => {
  const { how } = await sessions()
  for (const cwd of ['/', how.cwd]) {
    expect(await runIn(cwd, ['mcp'], { env: how.env })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--save-dir'),
    })
  }
})

it('does not take a key from stdin, where the agent speaks', async () => {
  const { apikley } = await sessions()
  expect(await apikley(['mcp', '--key-file', '-'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('cannot come from stdin'),
  })
})

it('runs as the README tells clients to start it', async () => {
  const { how } = await sessions()
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  const blocks = [...readme.matchAll(/^```json\n([^]*?)^```$/gm)].map(
    ([, json = '']) => JSON.parse(json) as object,
  )
  const servers = blocks.flatMap((block) =>
    Object.values(block).map(({ apikley }) => apikley as { args: string[] }),
  )
  const [, line = ''] = /^claude mcp add apikley -- apikley (.*)$/m.exec(readme) ?? []
  const commands = [line.split(' '), ...servers.map(({ args }) => args)]
  expect(commands).toHaveLength(3)
  for (const [mcp, ...options] of commands) {
    const filled = options.map((option) => option.replace('${workspaceFolder}', how.cwd))
    const agent = await startAgent({ ...how, options: filled })
    expect([mcp, (await agent.call('credits')).data]).toEqual([
      'mcp',
      expect.objectContaining({ session_limit: 500 }),
    ])
    expect(agent.stderr()).toContain(`${how.cwd}/clips`)
  }
})
