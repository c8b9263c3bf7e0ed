import { expect, test } from 'vitest'
import type { ApiChange } from '../../src/judging/knowledge.ts'
import { tellOnce } from '../../src/plan/told-once.ts'

const input = '/components/schemas/KiteInput'
const request = '/components/schemas/KiteRequest'
const model = 'kite/1'

function change(given: Partial<ApiChange>): ApiChange {
  return { id: 'x', place: input, direction: 'send', level: 'minor', text: 'Change: something.', ...given }
}

const told = (rules: ApiChange[], types: ApiChange[]) =>
  tellOnce(rules, types).map(({ text, judges, level }) => ({ text, judges: judges.join(), level }))

test('what both judges see at one place is told in the words of the rule, with both names', () => {
  const rule = change({
    place: `${input}/properties/length/enum`,
    text: 'Remove: `2`.',
    level: 'major',
    model,
  })
  const type = change({ place: `${input}/properties/length`, text: 'Change: less.', level: 'major', model })
  expect(told([rule], [{ ...type, text: 'Remove: less.' }])).toEqual([
    { text: 'Remove: `2`.', judges: 'rules,types', level: 'major' },
  ])
})

test('the higher level wins', () => {
  const place = `${input}/properties/length`
  expect(told([change({ place, level: 'minor' })], [change({ place, level: 'major' })])).toEqual([
    { text: 'Change: something.', judges: 'rules,types', level: 'major' },
  ])
})

test('another field, and another model, are told for themselves', () => {
  const rules = [change({ place: `${input}/properties/length`, text: 'Change: length.', model })]
  const types = [
    change({ place: `${input}/properties/tail`, text: 'Change: tail.', model }),
    change({ place: `${input}/properties/length`, text: 'Change: of another.', model: 'kite/2' }),
    change({ place: input, text: 'Change: the whole.', model }),
  ]
  expect(told(rules, types).map(({ judges }) => judges)).toEqual(['rules', 'types', 'types', 'types'])
})

test('of several rules at one place, the compiler shares the one of its own level', () => {
  const place = `${input}/properties/length`
  const rules = [
    change({ place: `${place}/enum`, text: 'Add: the value `3`.', level: 'minor' }),
    change({ place: `${place}/enum`, text: 'Remove: the value `1`.', level: 'major' }),
  ]
  const types = [change({ place, text: 'Change: takes `3`, no longer `1`.', level: 'major' })]
  expect(told(rules, types)).toEqual([
    { text: 'Add: the value `3`.', judges: 'rules', level: 'minor' },
    { text: 'Remove: the value `1`.', judges: 'rules,types', level: 'major' },
  ])
})

test('a model that comes or goes is one change', () => {
  const rules = [change({ id: 'model-added', place: request, text: 'Add: the model `kite/1`.', model })]
  const types = [change({ id: 'types-added', text: 'Add: the model `kite/1`.', model })]
  expect(told(rules, types)).toEqual([
    { text: 'Add: the model `kite/1`.', judges: 'rules,types', level: 'minor' },
  ])
})

test('that a module reads otherwise is told only where no rule says why', () => {
  const type = change({ id: 'types-docs', level: 'patch', text: 'Change: the documentation.', model })
  const rule = change({
    level: 'major',
    text: 'Remove: `input.tail`.',
    place: `${input}/properties/tail`,
    model,
  })
  expect(told([], [type])).toHaveLength(1)
  expect(told([rule], [type])).toEqual([{ text: 'Remove: `input.tail`.', judges: 'rules', level: 'major' }])
})

test('money comes first, then additions, changes, removals and fixes', () => {
  const rules = ['Fix: d.', 'Remove: c.', 'Change: b.', 'Add: a.'].map((text, index) =>
    change({ text, place: `/x/${index}` }),
  )
  const money = change({ text: 'Change: m.', place: '/m', money: true })
  expect(told([...rules, money], []).map(({ text }) => text)).toEqual([
    'Change: m.',
    'Add: a.',
    'Change: b.',
    'Remove: c.',
    'Fix: d.',
  ])
})
