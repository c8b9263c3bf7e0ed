import { expect, test } from 'vitest'
import { changesetText } from '../../src/plan/changeset.ts'
import type { PackageBump, PlannedChange } from '../../src/plan/plan.ts'

const bump = (name: string, level: PackageBump['bump']): PackageBump => ({
  package: name,
  bump: level,
  judges: ['rules'],
  reason: '',
})
const change = (text: string, more: Partial<PlannedChange> = {}): PlannedChange => ({
  id: 'x',
  place: '/x',
  direction: 'send',
  level: 'minor',
  text,
  judges: ['rules'],
  ...more,
})

test('names each package that is released, and tells money in a line of its own', () => {
  const bumps = [
    bump('@apikley/types', 'major'),
    bump('@apikley/client', 'major'),
    bump('@apikley/mock', 'none'),
  ]
  const changes = [
    change('Change: what `length` costs.', { money: true }),
    change('Add: `tail`.'),
    change('Change: `name` is shorter.', { behaviour: true }),
    change('Remove: the value\n  `2` of `length`.'),
    change('Remove: `GET /kites`.'),
  ]
  expect(changesetText(bumps, changes)).toBe(
    [
      '---',
      "'@apikley/client': major",
      "'@apikley/types': major",
      '---',
      '',
      'Follow the API: 1 addition, 1 change, 2 removals.',
      '',
      '**Money:** Change: what `length` costs.',
      '',
      '- Add: `tail`.',
      '- **Behaviour:** Change: `name` is shorter.',
      '- Remove: the value `2` of `length`.',
      '- Remove: `GET /kites`.',
      '',
    ].join('\n'),
  )
})

test('is none where nothing is released', () => {
  expect(changesetText([bump('@apikley/types', 'none')], [change('Change: x.')])).toBeUndefined()
})

const patches = (count: number) =>
  Array.from({ length: count }, (_, index) => change(`Change the docs of ${index}.`, { level: 'patch' }))

test('counts changes of words once they are more than a few', () => {
  const bumps = [bump('@apikley/types', 'minor')]
  const text = changesetText(bumps, [change('Add: `tail`.'), ...patches(4)])
  expect(text).toContain('\n\nFollow the API: 1 addition.\n\n- Add: `tail`.\n- Change words')
  expect(text).toContain('in 4 places')
  expect(changesetText(bumps, patches(3))).toContain('- Change the docs of 2.\n')
})

test('makes no link, mention or heading of what upstream wrote', () => {
  const text = changesetText(
    [bump('@apikley/types', 'minor')],
    [change('Add the value <b>@someone\n# of [x](http://y).')],
  )
  expect(text).not.toMatch(/<b>|@someone|^#|\]\(http:\/\//m)
})
