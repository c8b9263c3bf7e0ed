import { describe, expect, test } from 'vitest'
import { printChanges } from '../../src/judges/rules/telling/print.ts'
import { describePlan } from '../../src/plan/describe-plan.ts'
import { changesetText } from '../../src/plan/changeset.ts'
import { planJson } from '../../src/plan/plan-json.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { describeOutcome } from '../../src/sources/describe-outcome.ts'
import { printable } from '../../src/text/printable.ts'

test.each([
  ['an escape sequence', '\u001b[31mred', String.raw`\u001b[31mred`],
  ['the same in one character', '\u009b31mred', String.raw`\u009b31mred`],
  ['what turns the direction of reading', 'a\u202eb', String.raw`a\u202eb`],
  ['what nobody sees', 'a\u200b\u{e0001}b', String.raw`a\u200b\udb40\udc01b`],
  ['a line break of another script', 'a\u2028b', String.raw`a\u2028b`],
  [
    'a command to a workflow',
    'a\n  ::set-output name=x::y',
    String.raw`a${'\n'}  \u003a:set-output name=x::y`,
  ],
  ['one in the older form', 'a ##[error]b', String.raw`a \u0023#[error]b`],
  ['and nothing else', 'a: b\n- # ::c, ü, 🎬', 'a: b\n- # ::c, ü, 🎬'],
])('written out: %s', (_, text, shown) => expect(printable(text)).toBe(shown))

describe('nothing that upstream wrote reaches a terminal or a log unwritten', () => {
  const hostile = 'x\u001b[2J\u009b2J\u202e\n::add-mask::y\n##[group]z'
  const forbidden = /(?!\n)[\p{Cc}\u202e]|^\s*::|(?<!\\u0023)##\[/mu
  const change = {
    id: 'x',
    place: '/x',
    direction: 'send',
    level: 'major',
    text: `Remove ${hostile}.`,
    judges: ['rules'],
  } as const
  const outcome = {
    source: hostile,
    model: hostile,
    status: 'refused',
    reasons: [hostile],
    repairs: [],
  } as const
  const bump = { package: '@apikley/types', bump: 'major', judges: ['rules'], reason: hostile } as const
  const plan: Plan = {
    pages: [outcome],
    changes: [change],
    bumps: [bump],
    blockers: [{ text: hostile }],
    notes: [hostile],
    files: new Map(),
  }

  test.each([
    ['a plan', () => describePlan(plan, hostile).join('\n')],
    ['a plan for programs', () => planJson(plan, { baseline: hostile, skipped: [], written: false })],
    ['the changeset', () => changesetText([bump], [change]) ?? ''],
    ['what became of a page', () => describeOutcome(outcome)],
    ['changes', () => printChanges([change])],
  ])('%s', (_, write) => {
    expect(write()).toContain('u001b')
    expect(write()).not.toMatch(forbidden)
  })
})
