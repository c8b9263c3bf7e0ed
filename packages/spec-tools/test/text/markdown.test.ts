import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, test } from 'vitest'
import { code, fenced, plain, tableRow } from '../../src/text/markdown.ts'
import { hostileTexts, named } from './hostile-texts.ts'

/** What a reader would be shown, by the parser of the standard and of GitHub's additions. */
function shown(markdown: string): string {
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
}

/** Its tags, without what they hold. */
function tags(markdown: string): string[] {
  return [...shown(markdown).matchAll(/<\/?([a-z]\w*)[^>]*>/gi)].map(([, tag = '']) => tag)
}

/** What GitHub looks for in that text: people, teams and issues. */
const references = /@[a-z\d]|#\d|\bgh-\d/i

const texts = [
  ...hostileTexts,
  '`` ` [x](u) `',
  '\\`[x](u)\\`',
  '`a\\`[x](u)`b`',
  '&lt;b&gt; &#64;everybody &commat;x',
  'a `b` c',
  '- one',
  '1. one',
  '+ one',
  '===',
  '> one',
  '    one',
  '~~~\none',
  '[^1]',
  '<!-- x -->',
  'owner/repo#12',
  '\\@x \\#1 \\www.evil.example',
  'HTTP://evil.example ftp://evil.example WWW.evil.example',
  'mailto:me@evil.example xmpp:me@evil.example',
]

describe('a text of unknown origin', () => {
  test.each(named(texts))('in a line says what it says and does nothing: %s', (_, text) => {
    expect([...new Set(tags(plain(text)))].filter((tag) => !['p', 'code'].includes(tag))).toEqual([])
    const outside = shown(plain(text)).replaceAll(/<code>.*?<\/code>/gs, '')
    expect(outside).not.toMatch(references)
    expect(plain(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  })

  test.each(named(texts))('in a list it stays in its item: %s', (_, text) => {
    expect(tags(`- ${plain(text)}\n- next`).filter((tag) => tag === 'li')).toHaveLength(4)
    expect(tags(`- ${plain(text)}\n- next`)).not.toEqual(
      expect.arrayContaining(['a', 'img', 'h1', 'h2', 'input']),
    )
  })

  test.each(named(texts))('as code it is code: %s', (_, text) => {
    expect(tags(code(text))).toEqual(['p', 'code', 'code', 'p'])
    expect(shown(`${code(text)} and ${code('b')}`)).toContain('<code>b</code>')
  })

  test.each(named(texts))('in a table it stays in its cell: %s', (_, text) => {
    const table = [tableRow(['a', 'b']), '| --- | --- |', tableRow([plain(text), code(text)])].join('\n')
    expect(tags(table).filter((tag) => tag === 'td')).toHaveLength(4)
    expect(tags(table)).not.toEqual(expect.arrayContaining(['a', 'img']))
  })

  test.each(named(texts))('in a block it stays in the block: %s', (_, text) => {
    expect(tags(fenced(['before', text, 'behind']).join('\n'))).toEqual(['pre', 'code', 'code', 'pre'])
  })
})

test.each([
  ['Add `a_b<c>` to *all*.', 'Add `a_b<c>` to \\*all\\*.'],
  ['16:9 & 9:16', '16:9 &amp; 9:16'],
  ['see https://docs.example.com/a', 'see https:\\//docs.example.com/a'],
  ['for $5 & @all, #1 and #a, GH-2', 'for &#36;5 &amp; @&#8203;all, \\#&#8203;1 and \\#a, GH-&#8203;2'],
  ['', ''],
])('%j becomes %j', (text, want) => expect(plain(text)).toBe(want))

test('nothing is shown as such', () => expect(code(' `` ')).toBe('`nothing`'))
