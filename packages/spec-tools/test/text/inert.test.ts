import { describe, expect, test } from 'vitest'
import { commentText, literal, quoted } from '../../src/text/inert.ts'

const nasty = [
  'a */ b',
  'a\u2028*/ b',
  'a\u2029b',
  'a\rb',
  'a\r\nb\nc',
  'it\'s "quoted" \\',
  String.raw`\u002a/`,
  '`${globalThis}`',
  '</script><!-- -->',
  '\u0000\u001b[2J\u202e\ud800',
  '@ts-ignore',
  '//# sourceMappingURL=data:x',
  '/** @jsx h */',
]

describe('a text in a comment', () => {
  test.each([
    { texts: ['One line.'], want: '* One line. ' },
    { texts: ['One.', 'Two.'], want: '*\n * One.\n * Two.\n ' },
    {
      texts: ['One.\r\n\r\nTwo.\rThree.\u2028Four.\u2029Five.'],
      want: '*\n * One.\n *\n * Two.\n * Three.\n * Four.\n * Five.\n ',
    },
    { texts: ['a */ b'], want: '* a *\\/ b ' },
    { texts: ['**/'], want: '* **\\/ ' },
    { texts: ['a\u202eb'], want: String.raw`* a\u202eb ` },
    { texts: ['@ts-ignore'], want: String.raw`* \u0040ts-ignore ` },
    { texts: ['# sourceMappingURL=x'], want: String.raw`* \u0023 sourceMappingURL=x ` },
    { texts: ['@default 5, ü, 🎬, ❤️'], want: '* @default 5, ü, 🎬, ❤️ ' },
  ])('$want', ({ texts, want }) => expect(commentText(texts)).toBe(want))

  test.each(nasty)('cannot end it, nor steer a tool: %j', (text) => {
    const comment = commentText([text])
    expect(comment).not.toMatch(/\*\/|(?!\n)[\p{C}\p{Zl}\p{Zp}]|@ts-|@jsx|# *sourceMappingURL/u)
  })
})

describe('a text in a string', () => {
  test.each(nasty)('is the same text when it is read, and one line of what can be seen: %j', (text) => {
    for (const written of [quoted(text), literal(text)]) {
      // oxlint-disable-next-line no-eval
      expect((0, eval)(written)).toBe(text)
      expect(written).not.toMatch(/(?!\uFE0F)[\p{C}\p{Zl}\p{Zp}]|[#@]\s*sourceMappingURL/u)
    }
    expect(JSON.parse(literal({ [text]: text }))).toEqual({ [text]: text })
  })
})
