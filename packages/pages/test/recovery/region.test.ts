import { expect, test } from 'vitest'
import { findRegion } from '../../src/recovery/region.ts'

const page = (...lines: string[]) => lines.join('\n')
const found = (text: string) => findRegion('page.txt', text).lines.map((line) => line.text)

test('the document stands between the caption with its button and the footer of the site', () => {
  const text = page(
    'Lantern',
    'lantern.json post /x',
    'Copy',
    'openapi: 3.0.0',
    '',
    'paths:',
    'Was this page helpful?',
    'Yes',
  )
  const region = findRegion('page.txt', text)
  expect(region.lines.map(({ number, text: line }) => [number, line])).toEqual([
    [4, 'openapi: 3.0.0'],
    [6, 'paths:'],
  ])
  expect([region.first, region.last]).toEqual([3, 6])
  expect(region.damages.map(({ line, page: there }) => [line, there])).toEqual([[3, 'Copy']])
})

test('a fence around it ends it', () => {
  expect(found(page('```yaml', 'openapi: 3.1.0', 'paths:', '```', 'More'))).toEqual([
    'openapi: 3.1.0',
    'paths:',
  ])
})

test('without anything around it the whole text is the document', () => {
  expect(found(page('openapi: 3.1.0', 'paths:'))).toEqual(['openapi: 3.1.0', 'paths:'])
})

test('no document, and more than one, are refused', () => {
  expect(() => found('Lantern')).toThrow('page.txt: no line `openapi: 3.…`')
  expect(() => found(page('openapi: 3.1.0', 'openapi: 3.0.0'))).toThrow(
    'page.txt:2: a second OpenAPI document',
  )
})

test('a part of the document above its first line or below the footer is not lost', () => {
  expect(() => found(page('components:', 'openapi: 3.1.0', 'paths:'))).toThrow(
    'page.txt:1: "components:" looks like',
  )
  expect(() => found(page('openapi: 3.1.0', 'Next', 'paths:'))).toThrow('page.txt:3: "paths:" looks like')
})
