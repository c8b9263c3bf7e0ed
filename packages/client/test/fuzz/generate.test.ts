import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { lighthouse } from '../set-up.ts'
import { answerOf } from './answer.ts'
import { checkError, checkSecret } from './check-error.ts'
import { created, ofCreate, ofGet, succeeded } from './documents.ts'
import { fuzz, hangsMs, share } from './fuzz.ts'
import { must } from './must.ts'
import { runToEnd } from './run-to-end.ts'
import { setUp } from './set-up.ts'
import { isGarbled, isNamedByKey, type Verdict, verdictOf } from './verdict.ts'
import { watchedLedger } from './watched-ledger.ts'

const situations = fc.record({
  creates: fc.array(answerOf(ofCreate), { minLength: 1, maxLength: 3 }),
  looks: fc.array(answerOf(ofGet), { maxLength: 4 }),
})

/** What the ledger may say in the end, by what is known of the last create. */
const ends: Record<Verdict, readonly string[]> = {
  accepted: ['accepted', 'succeeded', 'failed'],
  refused: ['rejected'],
  busy: ['rejected'],
  unknown: ['unknown'],
}

/** What an error may say of money, likewise. */
const money: Record<Verdict, readonly string[]> = {
  accepted: ['yes', 'unknown'],
  refused: ['no'],
  busy: ['no'],
  unknown: ['unknown'],
}

it(
  'the same key makes one task at most, and ledger, errors and log say what is known',
  async () => {
    const served = await fuzz(situations, share * 10_000, async ({ creates, looks }) => {
      if (creates.some((one) => isNamedByKey(one) || isGarbled(one))) return 0
      const { ledger, check } = watchedLedger()
      const lines: string[] = []
      const log = (message: string, facts: object): void => void lines.push(message + JSON.stringify(facts))
      const { apikley, clock, wire } = setUp(
        { createTask: { answers: creates, last: created }, recordInfo: { answers: looks, last: succeeded } },
        { ledger, logLevel: 'debug', logger: { debug: log, info: log, warn: log, error: log } },
      )
      const { model, input } = lighthouse
      for (let calls = 0; calls < 2; calls += 1) {
        const ended = await runToEnd(clock, 2_500_000, () => apikley.generate(model, input, { key: 'clip' }))
        const verdicts = wire.to('createTask').map(({ answer }) => verdictOf(answer))
        const last = verdicts.at(-1)!
        const mayHaveTask = (verdict: Verdict): boolean => verdict === 'accepted' || verdict === 'unknown'
        must(!verdicts.slice(0, -1).some(mayHaveTask), 'It is sent again', verdicts)
        const submission = await ledger.get('clip')
        must(ends[last].includes(submission?.state ?? ''), 'The ledger is wrong', last, submission)
        if ('value' in ended) {
          const { taskId, state } = ended.value
          must(last === 'accepted' && state === 'success', 'It has no result', ended)
          must(taskId === submission?.taskId, 'It is another task', ended, submission)
        } else {
          const error = checkError(ended.error)
          // Of an id that is not certain the ledger has the words.
          const known = last === 'unknown' ? submission?.reason : submission?.taskId
          must(
            known?.includes(error.taskId ?? '') ?? error.taskId === undefined,
            'It has lost its task',
            error,
          )
          must(last === 'unknown' || known === error.taskId, 'It is another task', error)
          // Nothing is charged if the API says so of a task that failed.
          const { moneySpent, kind } = error
          must(
            money[last].includes(moneySpent) || kind === 'task-failed',
            'It is wrong about money',
            last,
            error,
          )
        }
      }
      check()
      checkSecret(lines)
      return wire.mutated
    })
    expect(served).toBeGreaterThanOrEqual(share * 10_000)
  },
  hangsMs,
)
