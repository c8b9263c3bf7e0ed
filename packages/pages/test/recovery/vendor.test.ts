import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { recover } from '../../src/recovery/recover.ts'

const vendor = new URL('../../../../specs/vendor/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, vendor), 'utf8')
const pages = readdirSync(vendor)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replace(/\.txt$/, ''))
const seed = 'kling-v2-1-master-text-to-video'

test('there are pages to prove', () => {
  expect(pages).toContain(seed)
})

test.each(pages)('%s becomes its committed document, byte for byte, by itself', (page) => {
  expect(recover(`${page}.txt`, read(`${page}.txt`)).yaml).toBe(read(`${page}.yaml`))
})

describe('of the page that was proven by hand', () => {
  const { damages, edited, knownWriter, first, last } = recover('page.txt', read(`${seed}.txt`))

  test('the lines that the copying damaged are told', () => {
    expect(damages).toEqual([
      { line: 11, page: 'Copy', document: null, place: '', reason: expect.stringContaining('button') },
      {
        line: 19,
        page: 'email: [email protected]',
        document: "email: '[email protected]'",
        place: '/info/contact/email',
        reason: expect.stringContaining('hides e-mail addresses'),
      },
    ])
    expect([first, last]).toEqual([11, 216])
  })

  test('the one text that was edited after it was written is told', () => {
    expect(knownWriter).toBe(true)
    expect(edited.map(({ line }) => line)).toEqual([205])
    expect(edited[0]?.page).toContain(
      '1. Visit [API Key Management Page](https://app.apikley.ru/keys) to get your',
    )
    expect(edited[0]?.written).toContain(
      '1. Visit [API Key Management Page](https://app.apikley.ru/keys) to get',
    )
  })
})
