import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersSoon } from '../../src/patterns/pattern.ts'

test.each([
  '',
  'abc',
  '^a+$',
  '^.*$',
  '.',
  '^.{1,500}$',
  String.raw`^\d{4}-\d{2}-\d{2}$`,
  '^[A-Za-z0-9_-]{1,64}$',
  '^#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$',
  '^https?://',
  '^https?://.+',
  'https?://.+',
  String.raw`^https?://\S+$`,
  String.raw`^https?://.*\.(?:jpg|jpeg|png|webp)$`,
  String.raw`\.(?:mp4|mov)$`,
  '^[a-z0-9]+(?:-[a-z0-9]+)*$',
  String.raw`^(?<count>\d+)(?:,\d+)*$`,
  String.raw`^\d+(?:\.\d+)?$`,
  String.raw`^\s*\S`,
  String.raw`\S`,
  String.raw`^\p{Lu}\p{Ll}*$`,
  String.raw`\bvideo\b`,
  '^(?:a|b){2,5}$',
  '^(?:16:9|9:16|1:1)$',
  '^[^,]*(?:,[^,]*)*$',
])('is run: %s', (pattern) => expect(answersSoon(pattern)).toBe(true))

describe('is left out', () => {
  test.each([
    ['a repetition of a repetition', '^(a+)+$'],
    ['the same without a plus', '^(a*)*$'],
    ['the same with a count', '^(?:a{1,30}){1,30}$'],
    ['a repetition of what may be empty', '^(?:a?){30}a{30}$'],
    ['what may be missing, in a row', `^${'a?'.repeat(30)}${'a'.repeat(30)}$`],
    ['the same without anything in it', `^${'(?:|)'.repeat(30)}b$`],
    ['the same with forms that may be empty', `^${'(?:a?|b?)'.repeat(30)}c$`],
    ['forms that take the same, in a row', `^${'(?:a|a)'.repeat(30)}b$`],
    ['forms that take the same, repeated', '^(?:a|a)*$'],
    ['forms that begin alike, repeated', '^(?:a|aa)+$'],
    ['forms that are counted', '^(?:a|a){30}b$'],
    ['a dot that is counted, in a row', `^${'.{0,999}'.repeat(4)}x$`],
    ['a dot that is counted, twice', '^.{0,999}.{0,999}x$'],
    ['repetitions side by side', String.raw`^\s*\s*$`],
    ['repetitions with something between them that both take', '^.*a.*$'],
    ['an address of mail as it is often written', String.raw`^[^@]+@[^@]+\.[^@]+$`],
    ['a repetition that may begin anywhere', String.raw`\s+$`],
    ['one in the midst', String.raw`\d+px`],
    ['one behind a start that not all forms have', String.raw`^x|\s+$`],
    ['lazy ones', '^(a+?)+?$'],
    ['a group that is referred to', String.raw`^(a*)\1$`],
    ['one by its name', String.raw`^(?<x>a*)\k<x>$`],
    ['a look ahead', '^(?=.*a).*$'],
    ['a look behind', '(?<=a+)b'],
    ['other cases', '(?i:a)'],
    ['more than anybody writes', `^${'a'.repeat(2000)}$`],
    ['more than can be counted', '^a{1000000000}$'],
    ['counts of counts', '^(?:(?:a{1,1000}){1,1000}){1,1000}$'],
    ['what is no regular expression', '('],
  ])('%s', (_, pattern) => expect(answersSoon(pattern)).toBe(false))
})

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_130)
const atom = fc.constantFrom(
  'a',
  'b',
  '-',
  '.',
  '[ab]',
  '[^a]',
  String.raw`\w`,
  String.raw`\s`,
  String.raw`\b`,
  '$',
)
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '*?', '{2}', '{1,}', '{0,9}', '{1,30}')
const { expression } = fc.letrec<{ expression: string; piece: string }>((tie) => ({
  expression: fc
    .array(fc.array(tie('piece'), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 })
    .map((forms) => forms.map((pieces) => pieces.join('')).join('|')),
  piece: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(atom, quantifier).map(([one, count]) => (/^(?:\$|\\b)$/.test(one) ? one : one + count)),
    fc.tuple(tie('expression'), quantifier).map(([inner, count]) => `(?:${inner})${count}`),
  ),
}))

test('what is run answers, whatever it is made of', () => {
  const made = fc.sample(fc.tuple(fc.constantFrom('^', '^', ''), expression), { seed, numRuns: 6000 })
  const patterns = [...new Set(made.map(([start, rest]) => (start === '' ? rest : `^(?:${rest})$`)))]
  const run = patterns.filter(answersSoon)
  expect(run.length).toBeGreaterThan(patterns.length / 10)
  expect(run.length).toBeLessThan(patterns.length)
  const folder = mkdtempSync(path.join(tmpdir(), 'patterns-'))
  try {
    const list = path.join(folder, 'patterns.json')
    writeFileSync(list, JSON.stringify(run))
    const program = fileURLToPath(new URL('programs/search.ts', import.meta.url))
    // The stop is for what would take hours, and no measure of time.
    const printed = execFileSync(process.execPath, [program, list], { encoding: 'utf8', timeout: 240_000 })
    expect(printed.trimEnd().split('\n').at(-1)).toBe('done')
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 300_000)
