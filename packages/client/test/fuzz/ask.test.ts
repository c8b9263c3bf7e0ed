import type { Apikley } from '@apikley/client'
import { expect, it } from 'vitest'
import { answerOf } from './answer.ts'
import { checkError } from './check-error.ts'
import { checkTask } from './check-task.ts'
import { clip, ofCredits, ofGet, ofLink, ofUpload, taskId } from './documents.ts'
import { fuzz, hangsMs, share } from './fuzz.ts'
import { must } from './must.ts'
import { runToEnd } from './run-to-end.ts'
import { setUp } from './set-up.ts'

interface Question {
  readonly name: string
  readonly path: string
  readonly documents: readonly unknown[]
  readonly answers: number
  readonly ask: (apikley: Apikley) => Promise<unknown>
  /** Whether it is what such a call may answer. */
  readonly isValid: (value: unknown) => boolean
}

const questions: readonly Question[] = [
  {
    name: 'tasks.get',
    path: 'recordInfo',
    documents: ofGet,
    answers: 15_000,
    ask: ({ tasks }) => tasks.get(taskId),
    isValid: (value) => checkTask(value) === value,
  },
  {
    name: 'credits',
    path: 'credit',
    documents: ofCredits,
    answers: 3_000,
    ask: (apikley) => apikley.credits(),
    isValid: Number.isFinite,
  },
  {
    name: 'files.link',
    path: 'download-url',
    documents: ofLink,
    answers: 3_000,
    ask: ({ files }) => files.link(clip),
    isValid: (value) => typeof value === 'string' && value !== '',
  },
  {
    name: 'files.upload',
    path: 'file-base64-upload',
    documents: ofUpload,
    answers: 2_000,
    ask: ({ files }) => files.upload({ base64: 'AAAA', uploadPath: 'images' }),
    isValid: (value) => typeof (value as { downloadUrl?: unknown }).downloadUrl === 'string',
  },
]

it.for(questions)(
  '$name answers something valid, or throws an error of ours',
  { timeout: hangsMs },
  async ({ path, documents, answers, ask, isValid }) => {
    const served = await fuzz(answerOf(documents), share * answers, async (answer) => {
      const { apikley, clock, wire } = setUp({ [path]: { answers: [answer], last: documents[0] } })
      const ended = await runToEnd(clock, 120_000, () => ask(apikley))
      if ('value' in ended) must(isValid(ended.value), 'It answers nonsense', ended.value)
      else must(checkError(ended.error).kind !== 'unknown-submit', 'It speaks of a create', ended.error)
      must(wire.exchanges.length === 1, 'It asks again', wire.exchanges)
      return wire.mutated
    })
    expect(served).toBeGreaterThanOrEqual(share * answers)
  },
)
