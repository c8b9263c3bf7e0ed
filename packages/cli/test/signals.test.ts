import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Running, start } from './processes.ts'
import { environment, kling, setUp, temporaryFolder } from './set-up.ts'

async function started(
  words: readonly string[],
  options: Parameters<typeof setUp>[0] = {},
): Promise<Awaited<ReturnType<typeof setUp>> & { running: Running }> {
  const up = await setUp(options)
  return { ...up, running: start(words, { cwd: up.folder, env: environment(up.folder, up.mock.url) }) }
}

const words = ['run', kling, 'prompt=dusk', '--key', 'order-17', '--save', 'a.mp4']

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends the waiting, not the task, and says how to go on',
    async (signal) => {
      const { mock, folder, apikley, running } = await started(words, { taskMs: 60_000 })
      await running.says(/Task \w+ is accepted/)
      running.process.kill(signal)
      const { code, stdout, stderr } = await running.ended
      const taskId = mock.tasks()[0]?.taskId ?? ''
      expect(stderr).toMatch(/The waiting has ended, not the task\. Task \w+\. Money was spent\./)
      expect(stderr).toContain(`apikley wait ${taskId} --save a.mp4`)
      expect([code, stdout]).toEqual([5, ''])
      mock.advance(60_000)
      expect(await apikley(['wait', taskId])).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/a\.mp4\n$/),
      })
      expect(existsSync(join(folder, 'a.mp4'))).toBe(true)
      mock.assertChargedOnce()
    },
  )

  it('waits for the answer to what is being sent, so that its outcome is known', async () => {
    const { mock, running } = await started(words, {
      taskMs: 60_000,
      scenario: { faults: [{ kind: 'slowHeaders', ms: 1_500, operation: 'createTask' }] },
    })
    await running.says(/expected cost/)
    await expect.poll(() => mock.tasks().length, { interval: 20, timeout: 20_000 }).toBe(1)
    running.process.kill('SIGINT')
    const { code, stderr } = await running.ended
    expect(stderr).toContain('Ctrl-C again ends at once')
    expect(stderr).toContain(`apikley wait ${mock.tasks()[0]?.taskId}`)
    expect(code).toBe(5)
  })

  it('twice ends at once; what was being sent is then for a person to settle', async () => {
    const { mock, apikley, running } = await started(words, {
      scenario: { faults: [{ kind: 'slowHeaders', ms: 60_000, operation: 'createTask' }] },
    })
    await running.says(/expected cost/)
    await expect.poll(() => mock.tasks().length, { interval: 20, timeout: 20_000 }).toBe(1)
    running.process.kill('SIGINT')
    await running.says(/Ctrl-C again/)
    running.process.kill('SIGINT')
    expect((await running.ended).code).toBe(4)
    expect(JSON.parse((await apikley(['tasks', '--json'])).stdout)).toMatchObject([
      { key: 'order-17', state: 'sending' },
    ])
  })

  it('before anything was sent has cost nothing', async () => {
    const { mock, running } = await started([...words, '--output', 'ndjson'], {
      scenario: { faults: [{ kind: 'http429', retryAfter: 60 }] },
    })
    await running.says(/"type":"retry"/)
    running.process.kill('SIGINT')
    const { code, stderr } = await running.ended
    expect(stderr).toContain('No money was spent.')
    expect(code).toBe(130)
    expect(mock.bill()).toEqual([])
  })
})

describe('Ctrl-C in a batch', () => {
  it('leaves what is under way, sends no more, and the same command goes on', async () => {
    const { mock, folder, apikley } = await setUp({ taskMs: 60_000 })
    const prompts = Array.from({ length: 30 }, (_, index) => `number ${index}`)
    await writeFile(join(folder, 'a.csv'), `prompt\n${prompts.join('\n')}\n`)
    const line = ['batch', 'a.csv', '--model', kling, '--save', 'clips/', '--yes', '--output', 'ndjson']
    const running = start(line, { cwd: folder, env: environment(folder, mock.url) })
    // The account's limit lets twenty through at once.
    await expect.poll(() => mock.tasks().length, { interval: 50, timeout: 30_000 }).toBe(20)
    running.process.kill('SIGINT')
    const { code, stdout, stderr } = await running.ended
    expect(stdout).toMatch(/"type":"result".*"open":30/)
    expect(stderr).toContain('To go on: the same command again. Nothing is paid twice.')
    expect(code).toBe(5)
    expect(mock.bill()).toHaveLength(20)
    mock.advance(60_000)
    const again = apikley([...line.slice(0, -2), '--dry-run', '--json'])
    const plan = JSON.parse((await again).stdout) as { items: { left: string }[] }
    expect(plan.items.filter(({ left }) => left === 'finish')).toHaveLength(20)
    expect(plan.items.filter(({ left }) => left === 'send')).toHaveLength(10)
  })
})

describe('in a pipe', () => {
  it('writes the path alone to stdout, and neither colours nor progress to stderr', async () => {
    const { running } = await started(words, { taskMs: 1_500 })
    const { code, stdout, stderr } = await running.ended
    expect([code, stdout]).toEqual([0, 'a.mp4\n'])
    // oxlint-disable-next-line no-control-regex -- What controls a terminal is what is looked for.
    expect(stdout + stderr).not.toMatch(/[\x1b\r]/)
    expect(stderr.trim().split('\n')).toHaveLength(3)
  })

  it('says nothing at all where it is told to be quiet', async () => {
    const { running } = await started([...words, '--quiet'])
    expect(await running.ended).toMatchObject({ code: 0, stdout: 'a.mp4\n', stderr: '' })
  })

  it('goes on when nobody reads any more', async () => {
    const { mock, folder, running } = await started(words, { taskMs: 500 })
    running.process.stdout?.destroy()
    running.process.stderr?.destroy()
    expect((await running.ended).code).toBe(0)
    expect(existsSync(join(folder, 'a.mp4'))).toBe(true)
    mock.assertChargedOnce()
  })

  it('shows colours where it is told to', async () => {
    const { mock, folder } = await setUp()
    const env = environment(folder, mock.url)
    const plain = await start(['tasks', '--state', 'none'], { cwd: folder, env }).ended
    const coloured = await start(['tasks', '--state', 'none'], {
      cwd: folder,
      env: { ...env, FORCE_COLOR: '1' },
    }).ended
    expect(plain.stderr).not.toContain('\u001B[')
    expect(coloured.stderr).toContain('\u001B[31m')
  })
})

describe('apikley mock', () => {
  it('serves the API until Ctrl-C, and refuses options that it does not know', async () => {
    const folder = await temporaryFolder()
    const running = start(['mock', '--port', '0', '--quiet', '--task-seconds', '0'], {
      cwd: folder,
      env: { HOME: folder },
    })
    onTestFinished(() => void running.process.kill())
    await running.says(/http:\S+\n/)
    const env = environment(folder, running.written.stdout.trim())
    expect(await start(words, { cwd: folder, env }).ended).toMatchObject({ code: 0, stdout: 'a.mp4\n' })
    running.process.kill('SIGINT')
    expect((await running.ended).code).toBe(0)
    const wrong = await start(['mock', '--prot', '0'], { cwd: folder, env }).ended
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("Unknown option '--prot'") })
  })
})
