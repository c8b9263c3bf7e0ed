import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { programOf } from '../programs.ts'
import { createTask, send, useMock } from '../support/mock.ts'
import { useStatePath } from '../support/state-file.ts'

/** A state file with one task in it. */
async function useStateFile(): Promise<string> {
  const state = await useStatePath()
  const mock = await useMock({ state, taskMs: 0, credits: 1_000 })
  await createTask(mock, { prompt: 'before' })
  await mock.close()
  return state
}

/** Runs the program; answers the steps that it told, and how it ended. */
async function runKilled(state: string, killAt: number, moment: string) {
  const child = spawn(process.execPath, [programOf('killed-mock'), state, String(killAt), moment])
  const [stdout, stderr, [, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  expect(stderr).toBe('')
  const steps = stdout.match(/^step/gm)?.length ?? 0
  return { steps, signal: signal as string | null, writes: Number(/^writes (\d+)$/m.exec(stdout)?.[1]) }
}

/** What a mock that opens the file shows. */
async function reopened(state: string) {
  const mock = await useMock({ state })
  const { envelope } = await send(mock, 'GET /api/v1/chat/credit')
  const upload = await fetch(`${mock.url}/uploads/p/kept.txt`)
  const shown = {
    tasks: mock.tasks().map((task) => [task.input['prompt'], task.state]),
    charged: mock.bill().map((entry) => [entry.credits, entry.refundedAt !== undefined]),
    credits: envelope.data,
    upload: upload.ok ? await upload.text() : undefined,
  }
  await mock.close()
  return shown
}

const standing = [160, false]
const first = ['first', 'success']
const before = ['before', 'success']
const refunded = ['second [fail:server]', 'fail']

/** What there is to show after so many steps. */
const expected = [
  { tasks: [before], charged: [standing], credits: 840, upload: undefined },
  { tasks: [before, ['first', 'waiting']], charged: [standing, standing], credits: 680, upload: undefined },
  { tasks: [before, ['first', 'waiting']], charged: [standing, standing], credits: 680, upload: 'kept' },
  {
    tasks: [before, ['first', 'waiting'], ['second [fail:server]', 'waiting']],
    charged: [standing, standing, standing],
    credits: 520,
    upload: 'kept',
  },
  {
    tasks: [before, first, refunded],
    charged: [standing, standing, [160, true]],
    credits: 680,
    upload: 'kept',
  },
  {
    tasks: [before, first, refunded, ['third', 'waiting']],
    charged: [standing, standing, [160, true], standing],
    credits: 520,
    upload: 'kept',
  },
  { tasks: [], charged: [], credits: 1_000, upload: undefined },
  { tasks: [['fourth', 'waiting']], charged: [standing], credits: 840, upload: undefined },
]

// Opening writes and renames; the upload does, too, before its line; the reset writes and renames; the rest are lines.
const writesOfARun = 2 + 1 + 3 + 1 + 1 + 1 + 2 + 1

test('a run that nobody kills makes the writes that are tried below', async () => {
  const state = await useStateFile()
  expect(await runKilled(state, 0, 'after')).toEqual({ steps: 7, signal: null, writes: writesOfARun })
  expect(await reopened(state)).toEqual(expected[7])
})

describe('killed at a write, everything answered is there, and at most the one step that was not', () => {
  const writes = Array.from({ length: writesOfARun }, (_, at) => ({ write: at + 1 }))
  test.each(writes)('no. $write', async ({ write }) => {
    const runs = ['within', 'after'].map(async (moment) => {
      const state = await useStateFile()
      return { state, ...(await runKilled(state, write, moment)) }
    })
    for (const { state, steps, signal } of await Promise.all(runs)) {
      expect(signal).toBe('SIGKILL')
      const shown = await reopened(state)
      expect([expected[steps], expected[steps + 1]]).toContainEqual(shown)
      expect(await reopened(state)).toEqual(shown)
    }
  })
})
