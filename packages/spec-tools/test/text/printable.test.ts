import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { indented } from '../../src/text/print.ts'
import { printable } from '../../src/text/printable.ts'
import { hostileTexts, named } from './hostile-texts.ts'

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
  ['what hides in an emoji or a letter', 'a\ufe0f\u034fb\u3164', String.raw`a\ufe0f\u034fb\u3164`],
  ['half a character', 'a\ud800b', String.raw`a\ud800b`],
  ['a carriage return', 'a\rb', String.raw`a\u000db`],
  ['and nothing else', 'a: b\n- # ::c, ü, 🎬, ❤️', 'a: b\n- # ::c, ü, 🎬, ❤️'],
])('written out: %s', (_, text, shown) => expect(printable(text)).toBe(shown))

test.each(named(hostileTexts))('what was written out is left as it is: %s', (_, text) => {
  expect(printable(text)).not.toMatch(
    /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b\u202e\u2066\ufeff]|^\s*::|##\[/mu,
  )
  expect(printable(printable(text))).toBe(printable(text))
  expect(JSON.parse(printable(JSON.stringify([text], null, 2)))).toEqual([text])
})

test('further lines of a problem do not begin where ours do', () => {
  expect(indented('page.md: describes a\nNothing was written.')).toBe(
    'page.md: describes a\n  Nothing was written.',
  )
})

test('one file prints, and no other', () => {
  const folder = fileURLToPath(new URL('../../src/', import.meta.url))
  const printing = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') && /\bconsole\b|std(?:out|err)\.write/.test(readFileSync(folder + file, 'utf8')),
  )
  expect(printing).toEqual(['text/print.ts'])
})
