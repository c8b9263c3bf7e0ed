import type { Apikley, ApikleyError, Task } from '@apikley/client'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answer, answerOf, plain } from './answer.ts'
import { checkError } from './check-error.ts'
import { checkTask } from './check-task.ts'
import { ofGet, refusals, succeeded, taskId, waiting } from './documents.ts'
import { fuzz, hangsMs, share } from './fuzz.ts'
import { must } from './must.ts'
import { type Ended, runToEnd } from './run-to-end.ts'
import { setUp } from './set-up.ts'
import type { Wire } from './wire.ts'

/** A wait may look once more after its deadline: so long it may wait for its turn, and as long for the answer. */
const lastLookMs = 10_000 + 10_000

/** The longest time between two looks, requests that hang and backoff included. */
const mostBlindMs = 300_000

const situations = fc.record({
  answers: fc.array(answerOf(ofGet), { minLength: 1, maxLength: 8 }),
  last: fc.oneof(
    { weight: 9, arbitrary: fc.constant<unknown>(succeeded) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(waiting, ...refusals) },
  ),
  timeoutMs: fc.constantFrom<number | undefined>(undefined, 1, 60_000, 600_000),
  abortMs: fc.option(fc.constantFrom(0, 1, 5_000, 100_000), { freq: 6 }),
})

type Situation = typeof situations extends fc.Arbitrary<infer Value> ? Value : never

/** Looks after a task until it has ended, and checks what holds of whatever looks after a task. */
async function look<T>(
  { answers, last, timeoutMs = 1_800_000, abortMs }: Situation,
  work: (apikley: Apikley, options: { timeoutMs: number; signal: AbortSignal }) => Promise<T>,
): Promise<{ wire: Wire; ended: Ended<T> }> {
  const { apikley, clock, wire } = setUp({ recordInfo: { answers, last } })
  const controller = new AbortController()
  if (abortMs !== null) void clock.sleep(abortMs).then(() => controller.abort())
  const options = { timeoutMs, signal: controller.signal }
  const ended = await runToEnd(clock, timeoutMs + lastLookMs, () => work(apikley, options))
  if ('error' in ended) checkEnd(checkError(ended.error))
  must(wire.most(1_000) <= 10 && wire.exchanges.length <= 300, 'It asks too often', wire.exchanges.length)
  if (!asksToWait(answers)) must(wire.longestPause() < mostBlindMs, 'It is blind', wire.longestPause())
  return { wire, ended }
}

/** Nothing else may make the waiting blind. */
function asksToWait(answers: readonly Answer[]): boolean {
  return answers.some(({ headers }) => headers['retry-after'] !== undefined)
}

function checkEnd(error: ApikleyError): void {
  const { kind, moneySpent } = error
  must(error.taskId === taskId, 'It has lost its task', error)
  // Nothing is charged if the API says so of a task that failed.
  must(moneySpent !== 'no' || kind === 'task-failed', 'It is wrong about money', error)
}

describe('whatever the API answers, within its time', () => {
  it(
    'a wait ends with a result, or with an error that carries the task',
    async () => {
      const served = await fuzz(situations, share * 18_000, async (situation) => {
        const { wire, ended } = await look(situation, ({ tasks }, options) => tasks.wait(taskId, options))
        if ('value' in ended) must(checkTask(ended.value).state === 'success', 'It has no result', ended)
        return wire.mutated
      })
      expect(served).toBeGreaterThanOrEqual(share * 18_000)
    },
    hangsMs,
  )

  it(
    'watching tells of changes only, and ends as a wait does',
    async () => {
      const served = await fuzz(situations, share * 8_000, async (situation) => {
        const states: string[] = []
        const { wire, ended } = await look(situation, async ({ tasks }, options) => {
          let last: Task | undefined
          for await (const task of tasks.watch(taskId, options)) states.push(checkTask((last = task)).state)
          return last
        })
        must(!states.some((state, at) => state === states[at - 1]), 'It repeats itself', states)
        if ('value' in ended) must(ended.value?.state === 'success', 'It has no result', ended)
        return wire.mutated
      })
      expect(served).toBeGreaterThanOrEqual(share * 8_000)
    },
    hangsMs,
  )

  it(
    'a wait is not made blind by what an earlier one has learned',
    async () => {
      const results = answerOf([succeeded, succeeded, waiting])
      const served = await fuzz(fc.tuple(results, results, results), share * 3_000, async (answers) => {
        if (asksToWait(answers)) return 0
        const { apikley, clock, wire } = setUp({ recordInfo: { answers, last: succeeded } })
        const wait = () => runToEnd(clock, 1_820_000, () => apikley.tasks.wait(taskId))
        for (let waits = 0; waits < 3; waits += 1) await wait()
        wire.play({ recordInfo: { answers: [plain(waiting), plain(waiting)], last: succeeded } })
        must('value' in (await wait()), 'It has no result')
        must(wire.longestPause() < mostBlindMs, 'It is blind', wire.longestPause())
        return wire.mutated
      })
      expect(served).toBeGreaterThanOrEqual(share * 3_000)
    },
    hangsMs,
  )
})
