import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { readArguments } from '../../src/cli/arguments.ts'
import { createTask, useMock } from '../support/mock.ts'
import { cli } from '../support/program.ts'
import { useStatePath } from '../support/state-file.ts'

/** Runs the program; `url` resolves once it listens. */
function run(...args: string[]) {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = { stdout: text(child.stdout), stderr: text(child.stderr) }
  const ended = once(child, 'exit').then(async ([code]: unknown[]) => ({
    code,
    stdout: await output.stdout,
    stderr: await output.stderr,
  }))
  const url = new Promise<string>((resolve) => {
    let seen = ''
    child.stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      const [found] = /http:\/\/[\w.]+:\d+/.exec(seen) ?? []
      if (found) resolve(found)
    })
  })
  return { child, ended, url }
}

describe('a running mock', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('ends with 0 on %s', async (signal) => {
    const { child, ended, url } = run('--port', '0')
    const keepsOpen = fetch(`${await url}/api/v1/chat/credit`, {
      headers: { authorization: 'Bearer fake-key-0000' },
    })
    expect(await (await keepsOpen).json()).toMatchObject({ code: 200 })
    child.kill(signal)
    expect((await ended).code).toBe(0)
  })

  test('says how to use it, and prints each request in a line without the key', async () => {
    const { child, ended, url } = run('--port', '0', '--api-key', 'fake-key-for-tests-0000')
    const base = await url
    const headers = { authorization: 'Bearer fake-key-for-tests-0000' }
    await (await fetch(`${base}/api/v1/jobs/recordInfo?taskId=x`, { headers })).text()
    await (await fetch(`${base}/none`, { headers })).text()
    child.kill('SIGINT')
    const { stdout, stderr } = await ended
    expect(stdout).toContain(`Apikley mock ${manifest.version} is listening on ${base}\n`)
    expect(stdout).toContain(`APIKLEY_BASE_URL=${base} APIKLEY_API_KEY=<the key of --api-key>`)
    expect(stdout).toMatch(/^GET \/api\/v1\/jobs\/recordInfo\?taskId=x → 200 code 422 \d+ ms$/m)
    expect(stdout).toMatch(/^GET \/none → 404 code 404 \d+ ms$/m)
    expect(stdout + stderr).not.toContain('fake-key')
  })

  test('with --quiet prints its URL alone', async () => {
    const { child, ended, url } = run(
      '--port',
      '0',
      '--quiet',
      '--task-seconds',
      '0.01',
      '--errors',
      'http',
      '--credits',
      '7.5',
    )
    const base = await url
    const credit = await fetch(`${base}/api/v1/chat/credit`, { headers: { authorization: 'Bearer x' } })
    expect(await credit.json()).toMatchObject({ data: 7.5 })
    expect((await fetch(`${base}/api/v1/chat/credit`)).status).toBe(401)
    child.kill('SIGINT')
    expect((await ended).stdout).toBe(`${base}\n`)
  })
})

test('--speed, --seed and the secrets become options', () => {
  const args = [
    '--speed=30',
    '--seed=7',
    '--rate-limits=real',
    '--callback-secret=fake-secret',
    '--state=a.jsonl',
    '--any-model',
    '--allow-host=mock',
    '--allow-host=10.0.0.1',
    '--cors=http://localhost:5173',
    '--reach=private',
  ]
  expect(readArguments(args)).toMatchObject({
    options: {
      speed: 30,
      seed: 7,
      rateLimits: 'real',
      callbackSecret: 'fake-secret',
      state: 'a.jsonl',
      anyModel: true,
      allowHosts: ['mock', '10.0.0.1'],
      cors: ['http://localhost:5173'],
      reach: 'private',
    },
  })
  expect(readArguments(['--speed=30'])).not.toHaveProperty('options.taskMs')
})

test('--json prints a line of JSON for everything', async () => {
  const { child, ended, url } = run('--port', '0', '--json')
  const base = await url
  await (await fetch(`${base}/none`)).text()
  child.kill('SIGINT')
  const lines = (await ended).stdout.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { type: 'listening', url: base, version: manifest.version },
    expect.objectContaining({ type: 'request', method: 'GET', path: '/none', status: 404 }),
  ])
})

test('a port that is taken ends it with 1 and a word', async () => {
  const { port } = new URL((await useMock()).url)
  const { code, stdout, stderr } = await run('--port', port).ended
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toBe(
    `apikley-mock: The mock cannot listen on 127.0.0.1, port ${port}: another program has this port. Take another port, or 0 for a free one.\n`,
  )
})

test('a state file that it cannot read ends it with 1 and a word', async () => {
  const state = await useStatePath()
  await writeFile(state, 'hello\n')
  const { code, stdout, stderr } = await run('--port', '0', '--state', state).ended
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^apikley-mock: The state file .* cannot be read, line 1: it is not JSON/)
})

test('--state keeps the tasks over a restart', async () => {
  const state = await useStatePath()
  const first = run('--port', '0', '--state', state, '--credits', '500')
  await createTask({ url: await first.url })
  first.child.kill('SIGKILL')
  await first.ended
  const again = run('--port', '0', '--state', state)
  const headers = { authorization: 'Bearer fake-key-0000' }
  const credit = await fetch(`${await again.url}/api/v1/chat/credit`, { headers })
  expect(await credit.json()).toMatchObject({ data: 340 })
})

test('what is refused is a line in the log, and no line can write to the terminal', async () => {
  const { child, ended, url } = run('--port', '0')
  const base = await url
  const { port } = new URL(base)
  const socket = connect(Number(port), '127.0.0.1')
  socket.end(
    Buffer.from('GET /a\x9b31mb HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n', 'latin1'),
  )
  await text(socket)
  const origin = 'http://\u009b31m.example'
  await (await fetch(`${base}/x`, { headers: { origin } })).text()
  child.kill('SIGINT')
  const { stdout } = await ended
  expect(stdout).toMatch(
    /^refused: request GET \/x: A page of the origin http:\/\/\\u009b31m\.example may not/m,
  )
  expect(stdout.replaceAll(/[^\p{Cc}\p{Cf}]|\n/gu, '')).toBe('')
})

test('--help names every option', async () => {
  const { code, stdout } = await run('--help').ended
  expect(code).toBe(0)
  const options = [
    'port',
    'host',
    'allow-host',
    'cors',
    'reach',
    'task-seconds',
    'speed',
    'seed',
    'state',
    'scenario',
    'credits',
    'rate-limits',
    'errors',
    'api-key',
    'callback-secret',
    'later-fields',
    'any-model',
    'quiet',
    'json',
    'help',
    'version',
  ]
  for (const option of options) expect(stdout).toContain(`--${option}`)
})

test('--version prints the version', async () => {
  expect(await run('--version').ended).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' })
})

describe('wrong arguments', () => {
  const wrong = [
    { args: ['--port', '70000'], problem: '--port takes a whole number from 0 to 65535, not "70000".' },
    { args: ['--port', '1.5'], problem: '--port takes a whole number from 0 to 65535, not "1.5".' },
    {
      args: ['--task-seconds', 'soon'],
      problem: '--task-seconds takes a number from 0 to 86400, not "soon".',
    },
    { args: ['--task-seconds='], problem: '--task-seconds takes a number from 0 to 86400, not "".' },
    { args: ['--errors', 'loud'], problem: '--errors takes envelope or http, not "loud".' },
    { args: ['--api-key', ''], problem: '--api-key is empty.' },
    { args: ['--speed', '0'], problem: '--speed takes a number from 0.001 to 1000000, not "0".' },
    { args: ['--seed', '1.5'], problem: '--seed takes a whole number from 0 to 4294967295, not "1.5".' },
    { args: ['--rate-limits', 'some'], problem: '--rate-limits takes real or off, not "some".' },
    { args: ['--state', ''], problem: '--state is empty.' },
    { args: ['--host', ''], problem: '--host is empty.' },
    { args: ['--host='], problem: '--host is empty.' },
    { args: ['--reach', 'all'], problem: '--reach takes public or loopback or private, not "all".' },
    {
      args: ['--cors', 'http://a.test', '--cors', '*'],
      problem: '--cors takes the origin of a page, such as http://localhost:5173, not "*".',
    },
    {
      args: ['--allow-host', 'mock:4010'],
      problem: '--allow-host takes a name without a port, such as mock.test, not "mock:4010".',
    },
    { args: ['--callback-secret='], problem: '--callback-secret is empty.' },
    {
      args: ['--speed', '2', '--task-seconds', '3'],
      problem: '--task-seconds fixes what --speed would draw. Leave one of them out.',
    },
    { args: ['--colour'], problem: "Unknown option '--colour'" },
    { args: ['start'], problem: expect.stringContaining("Unexpected argument 'start'") },
  ]
  test.each(wrong)('$args', ({ args, problem }) => {
    expect(readArguments(args)).toEqual({ kind: 'wrong', problem })
  })

  test('end it with 2 and the reason', async () => {
    const { code, stdout, stderr } = await run('--colour').ended
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe("apikley-mock: Unknown option '--colour'\nSee apikley-mock --help.\n")
  })
})

test('without arguments it listens where Prism would', () => {
  expect(readArguments([])).toEqual({
    kind: 'start',
    quiet: false,
    json: false,
    options: {
      port: 4010,
      taskMs: 5_000,
      errors: 'envelope',
      laterFields: false,
      anyModel: false,
      tls: false,
    },
  })
})
