import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MockEvent } from '@apikley/mock'
import { expect, it } from 'vitest'
import { type Running, start } from './processes.ts'
import { environment, kling, setUp } from './set-up.ts'

const rows = 16

/** After how many requests of a process, as the mock sees them, it is killed. */
const moments = [1, 1, 2, 1, 3, 2, 4, 1, 5, 3, 2, 6, 1, 4, 7, 2, 5, 3, 1, 2]

/** Lets a process believe that an hour has passed: who was sending when it was killed has certainly died. */
const anHourLater = [
  `--import=data:text/javascript,${encodeURIComponent('const { now } = Date; Date.now = () => now() + 3_600_000')}`,
]

it('a batch that is killed twenty times and continued pays once for each row, and saves each result', async () => {
  let requests = 0
  let onRequest: (() => void) | undefined
  const log = ({ type }: MockEvent): void => {
    if (type !== 'request') return
    requests++
    onRequest?.()
  }
  const { mock, folder } = await setUp({ taskMs: 50, log })
  const prompts = Array.from({ length: rows }, (_, index) => `lighthouse number ${index}`)
  await writeFile(join(folder, 'prompts.csv'), `prompt\n${prompts.join('\n')}\n`)
  const words = ['batch', 'prompts.csv', '--model', kling, '--save', 'clips/', '--yes', '--concurrency', '2']
  const env = environment(folder, mock.url)
  const run = (nodeOptions: readonly string[] = [], ...more: string[]): Running =>
    start([...words, ...more], { cwd: folder, env, nodeOptions })

  let killed = 0
  for (const moment of moments) {
    requests = 0
    const running = run()
    onRequest = () => {
      if (requests === moment) running.process.kill('SIGKILL')
    }
    if ((await running.ended).signal === 'SIGKILL') killed++
  }
  onRequest = undefined
  expect(killed).toBe(moments.length)

  // What was being sent at such a moment nobody here can know: a person looks into the account, and says it.
  const first = await run(anHourLater, '--output', 'ndjson').ended
  const items = first.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const unknown = items.filter(({ type, status }) => type === 'item' && status === 'unknown')
  expect(first.code, first.stderr).toBe(unknown.length ? 4 : 0)
  for (const { key, line } of unknown) {
    const task = mock.tasks().find(({ input }) => input['prompt'] === prompts[Number(line) - 2])
    const verdict = task ? ['--task', task.taskId] : ['--not-created']
    const settled = start(['settle', String(key), ...verdict], { cwd: folder, env, nodeOptions: anHourLater })
    expect(await settled.ended).toMatchObject({ code: 0 })
  }
  const last = await run(anHourLater).ended
  expect(last, last.stderr).toMatchObject({ code: 0 })

  expect(new Set(mock.tasks().map(({ input }) => input['prompt']))).toEqual(new Set(prompts))
  expect(mock.bill()).toHaveLength(rows)
  const report = await readFile(join(folder, 'clips/report.csv'), 'utf8')
  const files = [...report.matchAll(/\S+\.mp4/g)].map(([path]) => path.split(',').at(-1) ?? '')
  expect(new Set(files).size).toBe(rows)
  for (const file of files) expect((await readFile(file)).subarray(4, 8).toString()).toBe('ftyp')
})
