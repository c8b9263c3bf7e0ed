import { expect, test } from 'vitest'
import { compile, judgeReceived, judgeSent, type Shape, type Subject } from '@apikley/judges/types'
import { told } from './versions.ts'

const subject: Subject = { name: () => 'the thing', place: () => '' }

/** Two types that differ in something that the comparison does not look at. */
function shapes(): { old: Shape; now: Shape } {
  const text = 'export type Old = { f: () => string }; export type Now = { f: () => number }'
  const exported = compile(new Map([['/types.ts', text]]), []).exports('/types.ts')
  const [old, now] = [exported.get('Old'), exported.get('Now')]
  if (!old || !now) throw new Error('The types are not there.')
  return { old, now }
}

test('what the compiler refuses is major even where no property explains it', () => {
  expect(told(judgeSent(subject, shapes()))).toEqual([
    ['types-input-narrowed', 'Change: the thing no longer takes all that it took.'],
  ])
  expect(told(judgeReceived(subject, shapes()))).toEqual([
    ['types-answer-widened', 'Change: the thing is no longer what it was.'],
  ])
})
