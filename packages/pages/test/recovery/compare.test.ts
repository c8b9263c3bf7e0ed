import { describe, expect, test } from 'vitest'
import { recoveryProblems } from '../../src/recovery/compare.ts'
import type { Recovery } from '../../src/recovery/recovery.ts'

const page = [
  'Intro',
  'fence',
  'Copy',
  'openapi: 3.0.0',
  'info:',
  'title: Lamp',
  'mail: [hidden]',
  'end',
  'Outro',
]
const document = ['openapi: 3.0.0', '', 'info:', '  title: Lamp', '', "  mail: '[hidden]'"]
const recovery: Recovery = {
  first: 3,
  last: 7,
  damages: [
    { line: 3, page: 'Copy', document: null, reason: 'a button' },
    { line: 7, page: 'mail: [hidden]', document: "mail: '[hidden]'", reason: 'hidden' },
  ],
}

const compare = (pageLines: string[], documentLines: string[], changed: Partial<Recovery> = {}) =>
  recoveryProblems(pageLines.join('\n'), documentLines.join('\n'), { ...recovery, ...changed })

test('indentation, blank lines and the listed damages may differ', () => {
  expect(compare(page, document)).toEqual([])
})

describe('anything else is named', () => {
  const cases: Record<string, { got: string[]; names: string }> = {
    'a changed line': {
      got: compare(page, document.with(3, '  title: Lantern')),
      names: 'page line 6 "title: Lamp", document line 4 "title: Lantern"',
    },
    'white space inside a line': {
      got: compare(page, document.with(3, '  title:  Lamp')),
      names: 'document line 4 "title:  Lamp"',
    },
    'white space at the end of a line': {
      got: compare(page, document.with(3, '  title: Lamp ')),
      names: 'document line 4 "title: Lamp "',
    },
    'a line missing in the document': {
      got: compare(page, document.toSpliced(2, 1)),
      names: 'page line 5 "info:", document line 3 "title: Lamp"',
    },
    'a line missing at the end': {
      got: compare(page, document.slice(0, -1)),
      names: 'page line 7 "mail: [hidden]", document line end (nothing)',
    },
    'a line more in the document': {
      got: compare(page, [...document, 'version: 1']),
      names: 'page line end (nothing), document line 7 "version: 1"',
    },
    'two lines in another order': {
      got: compare(page, ['info:', ...document.toSpliced(2, 1)]),
      names: 'page line 4 "openapi: 3.0.0", document line 1 "info:"',
    },
    'a damage that is not listed': {
      got: compare(page, document, { damages: recovery.damages.slice(0, 1) }),
      names: 'page line 7 "mail: [hidden]"',
    },
    'a listed damage that occurs twice': {
      got: compare(page.toSpliced(4, 0, 'Copy'), document),
      names: 'page line 5 "Copy"',
    },
    'a listed damage that does not occur': {
      got: compare(page.with(2, ''), document),
      names: 'damage is listed and does not occur: line 3 "Copy" → (nothing)',
    },
  }

  test.each(Object.entries(cases))('%s', (_, { got, names }) => {
    expect(got).toHaveLength(1)
    expect(got[0]).toContain(names)
  })
})
