import { describe, expect, test } from 'vitest'
import { pointer } from '../src/document/json.ts'
import { brook, brookText, fixture, read, requestSchema } from './brook.ts'

const input = [...requestSchema, 'properties', 'input']
const lineOf = (text: string, line: string) => text.split('\n').findIndex((each) => each.trim() === line) + 1

describe('the line of a place is the line of the text as it came', () => {
  test('in a document', () => {
    const page = read(brookText)
    expect(page.lineOf(pointer([...input, 'properties', 'seconds', 'maximum']))).toBe(
      lineOf(brookText, 'maximum: 30'),
    )
    expect(page.lineOf(pointer([...input, 'required', 0]))).toBe(lineOf(brookText, '- scene'))
    expect(page.lineOf('/servers/0')).toBe(6)
  })

  test('in a fence', () => {
    const text = fixture('brook-mintlify.md')
    const page = read(text, 'brook.md')
    expect(page.lineOf(pointer([...input, 'properties', 'scene', 'example']))).toBe(
      lineOf(text, 'example: rain on a tent'),
    )
  })

  test("in the catalog's JSON", () => {
    const text = fixture('brook-catalog.json')
    const page = read(text, 'brook.json')
    expect(page.lineOf(pointer([...input, 'properties', 'mood']))).toBe(
      text.split('\n').findIndex((line) => line.includes('"mood"')) + 1,
    )
  })

  test('in text without indentation, of which the recovered YAML has other lines', () => {
    const all = brook(['- scene\n', '- scene\n                    - seconds\n                    - stereo\n'])
    const text = `Brook\n\nOpenAPI\nCopy\n\n${all.replaceAll(/^ +/gm, '').replace('info:', '\ninfo:')}`
    const page = read(text, 'brook.txt')
    expect(page.lineOf(pointer([...input, 'properties', 'stereo']))).toBe(lineOf(text, 'stereo:'))
    expect(page.lineOf('/info')).toBe(8)
  })

  test('of what a repair renamed', () => {
    const text = fixture('lantern-apidog.md')
    const page = read(text, 'lantern.md')
    expect(page.lineOf(pointer([...input, 'properties', 'image_urls']))).toBe(lineOf(text, "'image_urls ':"))
  })

  test('of what an alias stands for: where its anchor is', () => {
    const text = fixture('lantern-apidog.md')
    const page = read(text, 'lantern.md')
    expect(page.lineOf(pointer([...input, 'properties', 'mask_url']))).toBe(lineOf(text, 'mask_url: *ref_0'))
    expect(page.lineOf(pointer([...input, 'properties', 'mask_url', 'format']))).toBe(
      lineOf(text, 'format: uri'),
    )
  })

  test('of what is not there: where the nearest thing around it is', () => {
    expect(read(brookText).lineOf('/info/contact/email')).toBe(2)
    expect(read(brookText).lineOf('')).toBeUndefined()
  })
})
