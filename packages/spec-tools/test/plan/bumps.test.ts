import { expect, test } from 'vitest'
import type { Bump } from '@apikley/judges'
import { packageBumps } from '../../src/plan/bumps.ts'
import type { Judge, PlannedChange } from '../../src/plan/plan.ts'

function change(level: Bump, text = 'Change: x.', ...judges: Judge[]): PlannedChange {
  return { id: 'x', place: '/x', direction: 'both', level, text, judges }
}

const everything = { types: true, mock: true }
const levels = (changes: PlannedChange[], differing = everything) =>
  packageBumps(changes, differing).map(({ bump }) => bump)

test.each<{ asked: Bump; types: Bump; mock: Bump }>([
  { asked: 'major', types: 'major', mock: 'minor' },
  { asked: 'minor', types: 'minor', mock: 'minor' },
  { asked: 'patch', types: 'patch', mock: 'patch' },
  { asked: 'none', types: 'patch', mock: 'patch' },
])('$asked: types and client $types, the mock $mock', ({ asked, types, mock }) => {
  expect(levels([change('none'), change(asked)])).toEqual([types, types, mock])
})

test('a package that stays as it is is not released, whatever the judges say', () => {
  expect(levels([change('major')], { types: false, mock: true })).toEqual(['none', 'none', 'minor'])
  expect(levels([change('major')], { types: false, mock: false })).toEqual(['none', 'none', 'none'])
})

test('says who asked, and why', () => {
  const changes = [
    change('minor', 'Add: a.', 'types'),
    change('major', 'Remove: b.', 'rules'),
    change('major', 'Remove: c.', 'types'),
  ]
  expect(packageBumps(changes, everything)).toMatchObject([
    { package: '@apikley/types', judges: ['rules', 'types'], reason: 'Remove: b. And 1 more.' },
    {
      package: '@apikley/client',
      judges: ['rules', 'types'],
      reason: 'It rises together with @apikley/types.',
    },
    { package: '@apikley/mock', reason: expect.stringContaining('its own interface stays') },
  ])
})
