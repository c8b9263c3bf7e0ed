import { describe, expect, test } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { headline, refusalOf, summaryOf, unchangedOf } from '../../src/upgrade/summary.ts'
import type { Trial } from '../../src/upgrade/upgrade.ts'

const plan: Plan = {
  pages: [
    {
      source: 'https://docs.example.com/lantern.md',
      page: 'lantern-mini-2',
      model: 'lantern/mini-2',
      status: 'changed',
      reasons: ['Known of the twin API only: unverified for Apikley.'],
      repairs: [
        {
          name: 'trailing-space',
          place: '/x',
          line: 12,
          text: 'The field `style ` is read as `style`.',
          changesMeaning: true,
        },
      ],
    },
    { source: 'kling.md', model: 'kling/v2', status: 'unchanged', reasons: [], repairs: [] },
  ],
  changes: [
    {
      id: 'request-default-changed',
      place: '/a',
      direction: 'send',
      level: 'minor',
      money: true,
      text: 'Change the default of `duration` from 5 to 10.',
      judges: ['rules'],
    },
    {
      id: 'request-property-added',
      place: '/b',
      direction: 'send',
      level: 'minor',
      text: 'Add `seed` to lantern/mini-2.',
      judges: ['rules', 'types'],
    },
    {
      id: 'request-enum-value-removed',
      place: '/c',
      direction: 'send',
      level: 'major',
      text: 'Remove "night" from `style`.',
      judges: ['types'],
    },
  ],
  bumps: [
    {
      package: '@apikley/types',
      bump: 'major',
      judges: ['types'],
      reason: 'Remove "night" from `style`.',
    },
    {
      package: '@apikley/mock',
      bump: 'none',
      judges: [],
      reason: 'Nothing that it holds differs from the last release.',
    },
  ],
  blockers: [],
  notes: ['specs/overlays/x.yaml is deleted.'],
  files: new Map([['specs/openapi.json', '{}']]),
}
const trial: Trial = {
  contractTests: 580,
  otherTests: 33,
  before: new Map([
    ['@apikley/types', 12_300],
    ['@apikley/mock', 99_000],
  ]),
  after: new Map([
    ['@apikley/types', 14_050],
    ['@apikley/mock', 99_000],
  ]),
}
const summary = summaryOf(plan, '1.0.0+abc', trial, ['lantern.md: nobody knows its address.'])

describe('the summary of an upgrade', () => {
  test('says of each package its bump, who asked for it, why, and how much larger it gets', () => {
    expect(summary).toContain(
      '| `@apikley/types` | **major** | types | Remove "night" from `style`. | 12.3 kB → 14.1 kB (+1.8 kB) |',
    )
    expect(summary).toMatch(/`@apikley\/mock` \| \*\*none\*\* .* \| 99\.0 kB \(the same\) \|/)
  })

  test('says what was tried', () => {
    expect(summary).toContain('client and mock with the new document: 580 passed')
    expect(summary).toContain('Other tests: 33 passed')
  })

  test('tells of money in a place of its own, and of the other changes with the highest first', () => {
    const [, money = '', rest = ''] = summary.split(/## Money|## Changes since the last release .*/)
    expect(money).toContain('**minor** (rules): Change the default of `duration` from 5 to 10.')
    expect(rest).not.toContain('default')
    expect(rest.indexOf('**major** (types): Remove')).toBeGreaterThan(-1)
    expect(rest.indexOf('**major** (types): Remove')).toBeLessThan(
      rest.indexOf('**minor** (rules and types): Add'),
    )
  })

  test('tells the repairs of the pages that changed, and which of them change the meaning', () => {
    expect(summary).toContain('- **changed** `lantern/mini-2`, from `https://docs.example.com/lantern.md`')
    expect(summary).toContain(
      'Repair `trailing-space`, line 12: The field `style ` is read as `style`. **This changes',
    )
    expect(summary).not.toContain('kling/v2')
  })

  test('warns of what was left out', () => {
    expect(summary).toMatch(
      /## Warnings\n\n- specs\/overlays\/x.yaml is deleted.\n- lantern.md: nobody knows/,
    )
  })

  test('has a headline of the counts', () => {
    expect(headline(plan)).toBe('Follow the API: 1 changed; major')
    expect(headline({ ...plan, pages: [...plan.pages, leftOut] })).toBe(
      'Follow the API: 1 changed, 1 refused; major',
    )
  })

  test('names the pages that were left out, though nothing has changed', () => {
    const told = unchangedOf({ ...plan, pages: [plan.pages[1]!, leftOut] })
    expect(told).toBe(
      '## Nothing has changed\n\n## Pages\n\n- **refused** `poem.md`\n  - It is a poem.\n  - It is left out.\n',
    )
  })
})

const leftOut: Plan['pages'][number] = {
  source: 'poem.md',
  status: 'refused',
  leftOut: true,
  reasons: ['It is a poem.', 'It is left out.'],
  repairs: [],
}

describe('what a page says stays text', () => {
  const hostile = (text: string) => {
    const [change] = plan.changes
    return summaryOf({ ...plan, changes: [{ ...change!, text }] }, '1.0.0', trial)
  }

  test.each([
    ['a mention', 'Add @everybody', '@everybody'],
    ['an address', 'Add https://bad.example.com', 'https://bad'],
    ['a link', 'Add [x](y)', '[x](y)'],
    ['a picture', 'Add ![x](y)', '![x]'],
    ['HTML', 'Add <img src=x>', '<img'],
    ['a heading on a line of its own', 'Add\n\n# Merge this', '\n# Merge'],
    ['a backtick that opens no code', 'Add ` @everybody', '@everybody'],
    ['an issue', 'Fixes #12', ' #12'],
  ])('%s', (_, text, raw) => {
    expect(hostile(text)).not.toContain(raw)
  })

  test('between backticks it is left as it is', () => {
    expect(hostile('Add `a_b<c>`')).toContain('Add `a_b<c>`')
  })

  test('a refusal cannot leave its fence', () => {
    const told = refusalOf(['page.md:3: says\n```\n# Merge this\n````'])
    expect(told).toMatch(/^## Nothing was written\n\n`{5}\npage.md:3[^]*\n`{5}\n$/)
  })
})

test('a summary is no longer than GitHub takes', () => {
  const [change] = plan.changes
  const changes = Array.from({ length: 2000 }, (_, index) => ({
    ...change!,
    text: `Add the field number_${index}.`,
  }))
  const long = summaryOf({ ...plan, changes }, '1.0.0', trial)
  expect(long.length).toBeLessThan(65_536)
  expect(long.length).toBeGreaterThan(60_000)
  expect(long).toMatch(/_\d+ more lines do not fit here/)
})
