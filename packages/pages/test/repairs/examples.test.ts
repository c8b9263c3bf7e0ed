import { describe, expect, test } from 'vitest'
import { at, objectAt } from '../../src/document/json.ts'
import { again, answer, brook, read, requestBody as body } from '../brook.ts'

const example = `            example:
              model: brook/sound-1.5
              input:
                scene: water under a bridge
                seconds: 8
`
const in31 = ['openapi: 3.0.1', 'openapi: 3.1.0'] as const
const stereo = (...lines: string[]) =>
  [
    '                      type: boolean',
    lines.map((line) => `                      ${line}`).join('\n'),
  ] as const

describe('an example that its schema refuses', () => {
  test.each([
    [
      'of a property',
      [['example: 8', 'example: 99']],
      [...body, 'schema', 'properties', 'input', 'properties', 'seconds', 'example'],
      47,
      'The example 99 was left out: it must be <= 30.',
    ],
    [
      'of the body',
      [['                seconds: 8\n      responses', '                seconds: many\n      responses']],
      [...body, 'example'],
      50,
      'The example {"model":"brook/sound-1.5","input":{"scene":"water under a bridge","seconds":"m… was left out: /input/seconds must be integer.',
    ],
    [
      'of an address',
      [['example: https://example.com/done', 'example: here']],
      [...body, 'schema', 'properties', 'callBackUrl', 'example'],
      32,
      'The example "here" was left out: it must match format "uri".',
    ],
    [
      'of an enum',
      [stereo('type: string', 'enum: [left, right]', 'example: up')],
      [...body, 'schema', 'properties', 'input', 'properties', 'stereo', 'example'],
      51,
      'The example "up" was left out: it must be equal to one of the allowed values ("left", "right").',
    ],
    [
      'through a reference',
      [['code: 200', 'code: 201']],
      [...answer, 'example'],
      71,
      'The example {"code":201,"msg":"fine","data":{"taskId":"t-17"}} was left out: /code must be equal to one of the allowed values (200, 402).',
    ],
  ] as const)('%s is left out, and told', (_, changes, place, line, text) => {
    const page = read(brook(...changes))
    expect(at(page.document, ...place)).toBeUndefined()
    expect(page.repairs).toMatchObject([{ name: 'invalid-example', line, text, changesMeaning: false }])
    expect(again(page).repairs).toEqual([])
  })

  test('leaves the others of its list, and no empty list', () => {
    const some = read(brook(in31, stereo('type: boolean', 'examples: [1, true, 2]')))
    expect(JSON.stringify(some.document)).toContain('"stereo":{"type":"boolean","examples":[true]}')
    expect(some.repairs).toHaveLength(2)
    const none = read(brook(in31, stereo('type: boolean', 'examples: [1]')))
    expect(JSON.stringify(none.document)).toContain('"stereo":{"type":"boolean"}')
  })

  test('leaves the others of its name map, and no empty map', () => {
    const named = (...entries: string[]) =>
      read(
        brook([
          example,
          `            examples:\n${entries.map((entry) => `              ${entry}\n`).join('')}`,
        ]),
      )
    const good = 'good: {summary: A, value: {model: brook/sound-1.5, input: {scene: a}}}'
    const bad = 'bad: {value: {model: brook/sound-1.5, input: {}}}'
    expect(Object.keys(objectAt(named(good, bad).document, ...body, 'examples'))).toEqual(['good'])
    expect(at(named(bad).document, ...body, 'examples')).toBeUndefined()
  })

  test('two patterns are two patterns', () => {
    const page = read(
      brook(
        ['maxLength: 400', 'pattern: ^water'],
        stereo('type: string', 'pattern: ^left', 'example: right'),
      ),
    )
    expect(page.repairs).toMatchObject([
      { text: 'The example "right" was left out: it must match pattern "^left".' },
    ])
  })
})

describe('an example that is written as text', () => {
  test('is read, if it is JSON', () => {
    const text = `            example: '{"model": "brook/sound-1.5", "input": {"scene": "a"}}'\n`
    const page = read(brook([example, text]))
    expect(at(page.document, ...body, 'example')).toEqual({ model: 'brook/sound-1.5', input: { scene: 'a' } })
    expect(page.repairs).toMatchObject([{ name: 'text-example', line: 50, changesMeaning: false }])
  })

  test('is left out, if it is not', () => {
    const page = read(brook([example, `            example: '{"model": "brook/sound-1.5", oops'\n`]))
    expect(at(page.document, ...body, 'example')).toBeUndefined()
    expect(page.repairs).toMatchObject([
      { name: 'invalid-example', text: expect.stringMatching(/it is text and no JSON object\.$/) },
    ])
  })

  test('stays, if text is what the schema wants', () => {
    expect(read(brook(['example: water under a bridge', `example: '{"a": 1}'`])).repairs).toEqual([])
  })
})
