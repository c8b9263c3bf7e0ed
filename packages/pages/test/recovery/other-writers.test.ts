import { describe, expect, test } from 'vitest'
import { type Manner, parseYaml, writeYaml } from '../../src/engines/js-yaml.ts'
import { type JsonObject, objectAt } from '../../src/document/json.ts'
import { recover } from '../../src/recovery/recover.ts'
import { brook } from '../brook.ts'
import { flatten } from './flatten.ts'
import { outcomeOf } from './outcome.ts'
import { randomPage } from './random-page.ts'

const openapiFirst = (left: string, right: string) => {
  if (left === 'openapi' || right === 'openapi') return left === 'openapi' ? -1 : 1
  return left < right ? -1 : 1
}

const manners: Record<string, Manner> = {
  'narrow lines': { lineWidth: 40 },
  'wide lines': { lineWidth: 120 },
  'lines of any width': { lineWidth: -1 },
  'four columns a level': { indent: 4 },
  'lists in the column of their key': { noArrayIndent: true },
  'keys in the order of the alphabet': { sortKeys: openapiFirst },
  'flow style in its depths': { flowLevel: 10 },
  'flow style nearly everywhere': { flowLevel: 6 },
  'quotes around all text': { forceQuotes: true },
  'double quotes and lines of any width': { forceQuotes: true, quotingType: '"', lineWidth: -1 },
}

const pages: Record<string, JsonObject> = {
  brook: objectAt(parseYaml(brook(['- scene\n', `- scene\n${' '.repeat(20)}- stereo\n`]), 'brook')),
  ...Object.fromEntries([32, 75].map((seed) => [`random page ${seed}`, randomPage(seed)])),
}

describe('a page of another writer is recovered rightly or refused', () => {
  test.each(Object.entries(manners))('with %s', (_, manner) => {
    for (const [page, document] of Object.entries(pages)) {
      expect({ page, is: outcomeOf(document, writeYaml(document, manner)) }).not.toEqual({
        page,
        is: 'wrong',
      })
    }
  })

  test.each(['wide lines', 'lines of any width', 'lists in the column of their key'])(
    'and a plain one is recovered with %s',
    (manner) => {
      const document = objectAt(pages, 'brook')
      expect(outcomeOf(document, writeYaml(document, manners[manner]))).toBe('right')
    },
  )
})

test.each([12, 22])(
  'where widths contradict what the document says, the page is refused: lists in the column of their key, page %i',
  (seed) => {
    const document = randomPage(seed)
    expect(outcomeOf(document, writeYaml(document, { noArrayIndent: true }))).toBe('refused')
  },
)

describe('where widths fit two writers, each in another reading, the page is refused for that', () => {
  const refusal = (text: string) => () => recover('page.txt', flatten(text))

  test('of whom one puts lists in the column of their key', () => {
    expect(refusal(writeYaml(randomPage(835), { noArrayIndent: true }))).toThrow(
      /"cloud_glass:" can stand in two places[^]*lists in the column of their key/,
    )
  })

  test('of whom one never folds a text', () => {
    // As wide as it may be outside of `input`.
    const seed = { description: 'x'.repeat(58), type: 'integer' }
    const properties = { input: { type: 'object', properties: { prompt: { type: 'string' } } }, seed }
    const schema = { type: 'object', properties }
    const post = {
      requestBody: { content: { 'application/json': { schema } } },
      responses: { '200': { description: 'Fine' } },
    }
    const info = { title: 'Lantern', version: '1.0.0' }
    const document = { openapi: '3.0.1', info, paths: { '/api/v1/jobs/createTask': { post } } }
    expect(refusal(writeYaml(document))).toThrow(/"seed:" can stand in two places[^]*never folds a text/)
    const tags = [{ name: 'lamp', description: 'A long text '.repeat(8).trim() }]
    expect(outcomeOf({ ...document, tags })).toBe('right')
  })
})

test('a component that is referred to in flow style alone is a component', () => {
  for (const document of [10, 19].map(randomPage)) {
    expect(outcomeOf(document, writeYaml(document, { flowLevel: 10 }))).toBe('right')
  }
})

describe('another writer is named where no reading is found', () => {
  const lines = (document: JsonObject) => flatten(writeYaml(document)).split('\n')
  const document = objectAt(pages, 'brook')

  test('by a quotation mark that its line does not close', () => {
    const text = lines(document).flatMap((line) =>
      /^description: (\S+ \S+) (.+)$/.test(line)
        ? line.replace(/: (\S+ \S+) (.+)$/, ': "$1\n$2"').split('\n')
        : [line],
    )
    const number = text.findIndex((line) => line.startsWith('description: "')) + 1
    expect(() => recover('page.txt', text.join('\n'))).toThrow(
      `page.txt:${number}: a quotation mark is not closed on its line: another program than upstream's wrote this`,
    )
  })

  test('or as what may be the cause', () => {
    const text = lines(document).map((line) => line.replace(/^(summary: \S+ \S+) (.+)$/, '$1\n$2'))
    expect(() => recover('page.txt', text.join('\n'))).toThrow(
      /fits nowhere[^]*page\.txt: It may be that another program than upstream's wrote this/,
    )
  })
})
