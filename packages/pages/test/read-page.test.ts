import { describe, expect, test } from 'vitest'
import { writeYaml } from '../src/engines/js-yaml.ts'
import { at, parseJson } from '../src/document/json.ts'
import { readPage } from '../src/reading/read-page.ts'
import { again, brook, brookText, fixture, read, refusalOf, repairsOf, requestSchema } from './brook.ts'

const requiresAll = [
  '- scene\n',
  '- scene\n                    - seconds\n                    - stereo\n',
] as const

/** A page's text as it is copied from the site. */
const flattened = (yaml: string) => `Brook - Sound\nOpenAPI\nCopy\n${yaml.replaceAll(/^ +/gm, '')}`

describe('a page becomes a document and names its model', () => {
  test.each([
    ['brook-mintlify.md', 'mintlify', 'brook/sound-1.5', 'rain on a tent'],
    ['brook-catalog.json', 'catalog', 'brook/sound-1.5', undefined],
    ['lantern-apidog.md', 'apidog', 'lantern/mini-2-night', undefined],
    ['brook.yaml', 'openapi', 'brook/sound-1.5', 'water under a bridge'],
  ])('%s', (name, format, model, example) => {
    const page = read(fixture(name), name)
    expect(page).toMatchObject({ name, format, model })
    expect(at(page.document, ...requestSchema, 'properties', 'input', 'properties', 'scene', 'example')).toBe(
      example,
    )
  })

  test('a document in JSON is the same page as the one in YAML', () => {
    const { document } = read(brookText)
    const page = read(JSON.stringify(document))
    expect(page).toMatchObject({ format: 'openapi', document, repairs: [] })
  })

  test('text without indentation gives the document, and the YAML that was recovered', () => {
    const { document } = read(brook(requiresAll))
    const text = flattened(writeYaml(document))
    const page = read(text, 'brook.txt')
    expect(page).toMatchObject({ format: 'flattened', document })
    expect(page.recovered).toBe(writeYaml(document))
  })

  test('text that can be read in two ways is refused, until a person chooses', () => {
    const text = flattened(brookText)
    expect(refusalOf(text, 'brook.txt')).toContain('"stereo:" can stand in two places')
    const lines = text.split('\n')
    const input =
      '/paths/~1api~1v1~1jobs~1createTask/post/requestBody/content/application~1json/schema/properties/input'
    const choices = ['seconds', 'stereo'].map((name) => ({
      line: lines.indexOf(`${name}:`) + 1,
      place: `${input}/properties/${name}`,
    }))
    const { document, repairs } = readPage({ name: 'brook.txt', text }, { lines: choices })
    expect(document).toEqual(read(brookText).document)
    expect(repairs.filter(({ changesMeaning }) => changesMeaning)).toEqual(
      choices.map((choice) => ({
        ...choice,
        name: 'chosen-place',
        text: `${JSON.stringify(lines[choice.line - 1])} can stand in two places; it stands where a person chose.`,
        changesMeaning: true,
      })),
    )
    expect(() => readPage({ name: 'brook.txt', text }, { lines: [{ line: 3, place: '/info' }] })).toThrow(
      'brook.txt:3: the document has no such line',
    )
  })

  test.each(['brook.yaml', 'brook-mintlify.md', 'brook-catalog.json'])(
    '%s with Windows line ends is the same page',
    (name) => {
      const page = read(fixture(name).replaceAll('\n', '\r\n'), name)
      expect(page.document).toEqual(read(fixture(name), name).document)
      expect(page.lineOf('/info')).toBe(read(fixture(name), name).lineOf('/info'))
    },
  )

  test('text without indentation and with Windows line ends is the same page', () => {
    const text = flattened(brook(requiresAll))
    expect(read(text.replaceAll('\n', '\r\n'), 'brook.txt').document).toEqual(
      read(text, 'brook.txt').document,
    )
  })

  test('only what lost its indentation has a recovered YAML', () => {
    expect(read(brookText).recovered).toBeUndefined()
  })

  test('what a description fences does not end the document', () => {
    expect(
      at(
        read(fixture('brook-mintlify.md')).document,
        'paths',
        '/api/v1/jobs/createTask',
        'post',
        'description',
      ),
    ).toContain('openapi: not here')
  })
})

describe('a sound page is left as it is', () => {
  test.each(['brook.yaml', 'brook-mintlify.md'])('%s', (name) => {
    expect(read(fixture(name), name).repairs).toEqual([])
  })

  test('and its document is what the text says', () => {
    const json = '{"openapi":"3.1.0","paths":{}}'
    expect(read(brookText).document).toEqual(parseJson(JSON.stringify(read(brookText).document)))
    expect(refusalOf(json)).toContain('describes no operation')
  })
})

describe('a repaired document needs no repair', () => {
  test.each(['lantern-apidog.md', 'brook-catalog.json'])('%s', (name) => {
    const page = read(fixture(name), name)
    expect(page.repairs.length).toBeGreaterThan(5)
    expect(repairsOf(again(page))).toEqual([])
    expect(again(page).document).toEqual(page.document)
  })
})

describe('what is no page of one model is refused with place and reason', () => {
  test.each([
    [
      'another operation',
      [
        ['createTask', 'recordInfo'],
        ['post:', 'get:'],
      ],
      'brook.yaml:10: describes GET /api/v1/jobs/recordInfo, no createTask (POST /api/v1/jobs/createTask)',
    ],
    [
      'no model',
      [['                model:\n', '                kind:\n']],
      'brook.yaml:17: names no model: the body of createTask has no property `model` with an enum',
    ],
    [
      'no input',
      [['                input:\n', '                put:\n']],
      'brook.yaml:22: the body of createTask has no schema for `input`',
    ],
    [
      'a body that is not JSON',
      [['application/json', 'text/plain']],
      'brook.yaml:15: the body of createTask has no JSON schema',
    ],
    [
      'an answer that is cut off',
      [["        '200':\n", "        '500':\n"]],
      'createTask has no answer 200 with a JSON schema: is the text cut off?',
    ],
    [
      'an id with a line break',
      [
        ['- brook/sound-1.5', '- "brook\\nsound"'],
        ['default: brook/sound-1.5', 'default: "brook\\nsound"'],
        ['`brook/sound-1.5`', 'right'],
        ['model: brook/sound-1.5', 'model: "brook\\nsound"'],
      ],
      '"brook\\nsound" is no model id',
    ],
    [
      'a field of an answer that has no schema',
      [
        [
          '                          taskId:\n',
          '                          note: text\n                          taskId:\n',
        ],
      ],
      'brook.yaml:68: the field "note" has no schema',
    ],
    [
      'a required field without a name',
      [
        [
          '                  required:\n                    - scene\n',
          '                  required:\n                    - {}\n',
        ],
      ],
      'brook.yaml:35: `required` lists what is no name of a field',
    ],
    [
      'YAML that is none',
      [['          application/json:', '         application/json:\n        oops']],
      'brook.yaml:18: is not valid YAML: ',
    ],
    [
      'a schema that cannot be used',
      [['maxLength: 400', 'maxLength: 400\n                      properties: {a: {type: prose}}']],
      'brook.yaml: a schema of the page cannot be used: type must be',
    ],
    [
      'a name pattern that is no regular expression',
      [['maxLength: 400', 'maxLength: 400\n                      patternProperties: {"(": {}}']],
      'brook.yaml:41: the pattern "(" is no regular expression',
    ],
  ] as const)('%s', (_, changes, message) => {
    expect(refusalOf(brook(...changes))).toContain(message)
  })

  test('several models, when each has a body of its own', () => {
    const arm = (id: string) => `{properties: {model: {enum: [${id}]}}}`
    const text = brook(
      [
        '              type: object\n              required:',
        `              oneOf: [${arm('brook/a')}, ${arm('brook/b')}]\n              required:`,
      ],
      ['                model:\n', '                kind:\n'],
    )
    expect(refusalOf(text)).toContain('describes several bodies of createTask (brook/a, brook/b)')
  })

  test('a text without a document, with its reason', () => {
    expect(refusalOf('# Signatures\n', 'signatures.md')).toBe(
      'signatures.md: holds no OpenAPI document, only prose ("Signatures")',
    )
  })

  test('an index', () => {
    expect(refusalOf(fixture('llms.txt'), 'llms.txt')).toBe('llms.txt: is an index of pages and no page')
  })

  test('JSON that is none, with the line', () => {
    expect(refusalOf('{\n  "openapi": "3.1.0",\n}', 'a.json')).toContain('a.json:3: is not valid JSON')
  })
})
