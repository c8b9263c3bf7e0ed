import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { lighthouse } from '../set-up.ts'
import { answerOf } from './answer.ts'
import { checkError } from './check-error.ts'
import { created, ofCreate } from './documents.ts'
import { fuzz, hangsMs, share } from './fuzz.ts'
import { must } from './must.ts'
import { runToEnd } from './run-to-end.ts'
import { setUp } from './set-up.ts'
import { idsOf, isGarbled, isNamedByKey, verdictOf } from './verdict.ts'

const scripts = fc.array(answerOf(ofCreate), { minLength: 1, maxLength: 4 })

it(
  'a create ends in what is known of it, and is sent again only if it is certain that there is no task',
  async () => {
    const served = await fuzz(scripts, share * 20_000, async (answers) => {
      if (answers.some((one) => isNamedByKey(one) || isGarbled(one))) return 0
      const { apikley, clock, wire } = setUp({ createTask: { answers, last: created } })
      const ended = await runToEnd(clock, 700_000, () => apikley.tasks.create(lighthouse))
      const verdicts = wire.exchanges.map(({ answer }) => verdictOf(answer))
      const last = verdicts.at(-1)
      const { isWhole, ids } = idsOf(wire.exchanges.at(-1)!.answer)
      must(
        verdicts.slice(0, -1).every((verdict) => verdict === 'busy'),
        'It is sent again',
        verdicts,
      )
      must('value' in ended === (last === 'accepted'), 'It does not say whether there is a task', last, ended)
      if ('value' in ended) {
        must(ids.includes(ended.value.taskId), 'It is another id', ended, ids)
      } else {
        const { moneySpent, kind, taskId } = checkError(ended.error)
        must(last === 'unknown' || !isWhole || !ids.length, 'It is wrong about a task', last, ids)
        must(!isWhole || !ids.length || ids.includes(taskId ?? ''), 'It has lost an id', ended, ids)
        const isCertain = last === 'refused' || last === 'busy'
        must(moneySpent === (isCertain ? 'no' : 'unknown'), 'It is wrong about money', last, ended)
        must((kind === 'unknown-submit') === !isCertain, 'It is of another kind', last, ended)
      }
      must(wire.most(10_000) <= 20, 'It is sent too often')
      return wire.mutated
    })
    expect(served).toBeGreaterThanOrEqual(share * 20_000)
  },
  hangsMs,
)
