import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitsPattern } from '../../src/schema/pattern.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_130)

describe('a pattern', () => {
  it.each([
    { pattern: '', good: ['', 'a'], bad: [] },
    { pattern: 'b', good: ['abc'], bad: ['', 'ac'] },
    { pattern: '^#[0-9a-f]{6}$', good: ['#00ff00'], bad: ['#00ff0', '#00ff000', 'x#00ff00'] },
    { pattern: '^(?:16:9|9:16)$', good: ['16:9', '9:16'], bad: ['16:', '1:1'] },
    {
      pattern: String.raw`^https?://\S+\.(mp4|mov)$`,
      good: ['http://a/b.c.mp4'],
      bad: ['ftp://a.mp4', 'https://a b.mov'],
    },
    { pattern: String.raw`^(?<first>\p{Lu})\p{Ll}*?$`, good: ['Ü', 'Ёлка'], bad: ['ü', 'ÜU'] },
    { pattern: '^a{2,3}b{0}c{0,}d{0,1}$', good: ['aa', 'aaaccd'], bad: ['a', 'aaaa', 'aab', 'aadd'] },
    { pattern: String.raw`\bcat\b`, good: ['a cat.', 'cat'], bad: ['concat', 'cats'] },
    { pattern: String.raw`\Bcat`, good: ['concat'], bad: ['cat'] },
    { pattern: '^.$', good: ['🗼', 'a'], bad: ['\n', '', 'ab'] },
    { pattern: String.raw`^[^\]\u{1F5FC}-]$`, good: ['a', '\\'], bad: [']', '🗼', '-'] },
    { pattern: String.raw`^\uD83D\uDDFC\x41\cA\0\t$`, good: ['🗼A\u0001\0\t'], bad: ['🗼A'] },
    { pattern: '^(a*)*$', good: ['', 'aaa'], bad: ['aab'] },
    { pattern: '|a', good: ['', 'x'], bad: [] },
    { pattern: '^(?=b)[a-z]+(?<!a)$', good: ['b', 'bab'], bad: ['ab', 'ba'] },
    { pattern: String.raw`^(?<x>b+)-\1\k<x>$`, good: ['bb-bbbb'], bad: ['bb-bbb'] },
    { pattern: '^(?i:b)$', good: ['B'], bad: ['a'] },
  ])('$pattern', ({ pattern, good, bad }) => {
    for (const text of good) expect([text, fitsPattern(pattern, text)]).toEqual([text, true])
    for (const text of bad) expect([text, fitsPattern(pattern, text)]).toEqual([text, false])
  })

  it.each([
    ['is very long', `^${'b'.repeat(2000)}$`],
    ['counts very far', '^(?:b{1000}){1000000}$'],
    ['counts far what is empty', '^(?:(?:){99999}){99999}$'],
    ['counts farther than anything', '^b{9999999999999999999999}$'],
    ['goes twice through all of a long text', '^(.*)(.*)b$'],
  ])('that %s is for the API to check', (_, pattern) => {
    expect(fitsPattern(pattern, 'a'.repeat(10_000))).toBe(true)
  })

  it('that is no regular expression throws', () => {
    expect(() => fitsPattern('(', '')).toThrow(SyntaxError)
  })
})

// Without \B, which V8 finds in the midst of a character of two units.
const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', String.raw`\w`, '^', '$', String.raw`\b`, '🗼')
const quantifier = fc.constantFrom('', '', '*', '+', '?', '*?', '{2}', '{1,}', '{0,2}', '{1,3}?', '{0}')
const { expression } = fc.letrec<{ expression: string; piece: string }>((tie) => ({
  expression: fc
    .array(fc.array(tie('piece'), { maxLength: 3 }), { minLength: 1, maxLength: 2 })
    .map((forms) => forms.map((pieces) => pieces.join('')).join('|')),
  piece: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(atom, quantifier).map(([one, count]) => (/^(?:[$^]|\\b)$/i.test(one) ? one : one + count)),
    fc.tuple(tie('expression'), quantifier).map(([inner, count]) => `(${inner})${count}`),
  ),
}))

const texts = fc.array(
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '\n', '🗼', '\ud83d'), maxLength: 6 }),
  { maxLength: 8 },
)

it('refuses no text in which the engine finds the pattern', () => {
  fc.assert(
    fc.property(expression, texts, (pattern, given) => {
      const engine = new RegExp(pattern, 'u')
      for (const text of given) expect(fitsPattern(pattern, text)).toBeOneOf([true, engine.test(text)])
    }),
    { seed, numRuns: 3000 },
  )
})

it('says what the engine says of every pattern that repeats single characters', () => {
  const flat = fc
    .array(fc.tuple(atom, quantifier), { maxLength: 5 })
    .map((pieces) => pieces.map(([one, count]) => (/^(?:[$^]|\\b)$/i.test(one) ? one : one + count)).join(''))
  fc.assert(
    fc.property(flat, texts, (pattern, given) => {
      const engine = new RegExp(pattern, 'u')
      for (const text of given) expect(fitsPattern(pattern, text)).toBe(engine.test(text))
    }),
    { seed, numRuns: 3000 },
  )
})

describe('that would keep an engine busy for hours is answered', () => {
  const module = fileURLToPath(new URL('../../src/schema/pattern.ts', import.meta.url))
  it.each([
    '^(a+)+$',
    '^(a|a)*$',
    '^(a|aa)+$',
    `^${'(?:a|a)'.repeat(60)}b$`,
    `^${'a?'.repeat(60)}${'a'.repeat(60)}b$`,
    '^(a?){60}a{60}b$',
    `^${'.{0,999}'.repeat(2)}x$`,
    '^(.*)(.*)(.*)(.*)(.*)x$',
    String.raw`\s*\s*\s*$x`,
    String.raw`^(a*)${String.raw`(?=\1)`.repeat(150)}b`,
    '(?=(.*)(.*)b)',
    '^(?:(?:){99999}){99999}b',
    `${'(?:|)'.repeat(100)}b$`,
  ])('%s', (pattern) => {
    // In a process of its own, which can be stopped.
    const program = `
      const { fitsPattern } = await import(${JSON.stringify(module)})
      for (const unit of ['a', ' ', 'aaaa!']) fitsPattern(${JSON.stringify(pattern)}, unit.repeat(50_000) + '!')
      console.log('answered')`
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
      timeout: 60_000,
    })
    expect(printed).toBe('answered\n')
  })
})
