import { describe, expect, test } from 'vitest'
import { at, objectAt } from '../../src/document/json.ts'
import { again, brook, brookText, fixture, operation, read, repairsOf, requestSchema } from '../brook.ts'

const input = [...requestSchema, 'properties', 'input', 'properties']
const in31 = ['openapi: 3.0.1', 'openapi: 3.1.0'] as const
const stereo = (...lines: string[]) =>
  [
    '                      type: boolean',
    lines.map((line) => `                      ${line}`).join('\n'),
  ] as const
const repairOf = (name: string, text: string) => read(text).repairs.filter((repair) => repair.name === name)

describe('keys of the editor', () => {
  const text = brook(
    [
      '      operationId',
      '      x-apidog-folder: a/b\n      x-run-in-apidog: https://example.com\n      operationId',
    ],
    ['  - BearerAuth: []', '  - BearerAuth: []\n    x-apidog:\n      required: true\n      x-apidog-deep: 1'],
  )

  test('are left out, and told once', () => {
    const page = read(text)
    expect(page.document).toEqual(read(brookText).document)
    expect(page.repairs).toEqual([
      {
        name: 'editor-keys',
        place: '/security/0/x-apidog',
        line: 9,
        text: '3 keys of the editor left out: x-apidog, x-apidog-folder, x-run-in-apidog.',
        changesMeaning: false,
      },
    ])
  })

  test('a property or an example of such a name is no key of the editor', () => {
    const page = read(
      brook(
        [
          '                    stereo:',
          '                    x-apidog-a: {type: string}\n                    stereo:',
        ],
        [
          '                seconds: 8\n      responses',
          '                seconds: 8\n                x-apidog-a: b\n      responses',
        ],
      ),
    )
    expect(page.repairs).toEqual([])
    expect(JSON.stringify(page.document).match(/x-apidog-a/g)).toHaveLength(2)
  })

  test("somebody else's extensions stay", () => {
    expect(
      objectAt(read(brook(['components:\n', 'x-apidogma: 1\ncomponents:\n'])).document)['x-apidogma'],
    ).toBe(1)
  })
})

describe('keywords that hold nothing', () => {
  test('are left out; the description of an answer may be empty', () => {
    const page = read(
      brook(
        [
          '      operationId',
          "      tags: []\n      parameters: []\n      description: ''\n      operationId",
        ],
        ['          description: Accepted', "          description: ''\n          headers: {}"],
        ['                  required:\n                    - scene\n', '                  required: []\n'],
        ['  securitySchemes:', '  responses: {}\n  securitySchemes:'],
      ),
    )
    expect(at(page.document, ...operation, 'responses', '200')).toMatchObject({ description: '' })
    expect(Object.keys(objectAt(page.document, ...operation))).toEqual([
      'summary',
      'operationId',
      'requestBody',
      'responses',
    ])
    expect(page.repairs).toMatchObject([
      {
        name: 'empty-keywords',
        line: 13,
        text: '6 keywords without content left out: description, headers, parameters, required, responses, tags.',
      },
    ])
    expect(again(page).repairs).toEqual([])
  })

  test('an empty title of the document becomes the summary of its operation', () => {
    const page = read(brook(['title: Sounds of Brook', "title: ''"]))
    expect(objectAt(page.document, 'info')).toEqual({ title: 'Brook Sound 1.5', version: '1.0.0' })
  })

  test('an empty example or property list says something', () => {
    expect(read(brook(stereo('type: object', 'properties: {}', 'example: {}'))).repairs).toEqual([])
  })
})

describe('nullable', () => {
  test('in 3.1 becomes a type', () => {
    const page = read(brook(in31, stereo('type: string', 'nullable: true', 'enum: [left, right]')))
    expect(at(page.document, ...input, 'stereo')).toEqual({
      type: ['string', 'null'],
      enum: ['left', 'right', null],
    })
    expect(repairOf('nullable', brook(in31, stereo('type: string', 'nullable: true')))).toMatchObject([
      { line: 48, changesMeaning: false },
    ])
    expect(repairsOf(again(page))).toEqual([])
  })

  test.each([
    ['beside no type', [stereo('nullable: true')], {}],
    ['beside no type in 3.1', [in31, stereo('nullable: true')], {}],
    ['as false in 3.1', [in31, stereo('type: boolean', 'nullable: false')], { type: 'boolean' }],
  ])('%s says nothing and is left out', (_, changes, schema) => {
    const page = read(brook(...changes))
    expect(at(page.document, ...input, 'stereo')).toEqual(schema)
    expect(repairsOf(page)).toEqual(['nullable'])
  })

  test('in 3.0 beside a type stays', () => {
    const page = read(brook(stereo('type: boolean', 'nullable: true')))
    expect(at(page.document, ...input, 'stereo')).toEqual({ type: 'boolean', nullable: true })
    expect(page.repairs).toEqual([])
  })
})

describe('lists of examples', () => {
  test('in a 3.0 schema become the one example that 3.0 has', () => {
    const page = read(brook(stereo('examples: [true, false]', 'type: boolean', 'title: x')))
    expect(Object.entries(objectAt(page.document, ...input, 'stereo'))).toEqual([
      ['example', true],
      ['type', 'boolean'],
      ['title', 'x'],
    ])
    expect(page.repairs).toMatchObject([
      {
        name: 'example-lists',
        line: 49,
        text: '1 list of examples, which OpenAPI 3.0 schemas do not have, written as `example`. Left out 1 further example.',
      },
    ])
    expect(repairsOf(again(page))).toEqual([])
  })

  test('in 3.1 stay, and so do the named examples of a body', () => {
    const named = [
      '            example:\n              model',
      '            examples: {one: {value: {model: brook/sound-1.5, input: {scene: a}}}}\n            x-old:\n              model',
    ] as const
    expect(read(brook(in31, stereo('type: boolean', 'examples: [true]'))).repairs).toEqual([])
    expect(read(brook(named)).repairs).toEqual([])
  })
})

test('a security scheme of type bearer becomes one of type http', () => {
  const page = read(brook(['      type: http\n', '      type: bearer\n']))
  expect(page.document).toEqual(read(brookText).document)
  expect(page.repairs).toMatchObject([{ name: 'bearer-scheme', line: 91, changesMeaning: false }])
})

test('a callback whose address lacks its $ gets it', () => {
  const callbacks = (key: string) =>
    [
      '      responses:\n',
      `      callbacks: {done: {'${key}': {post: {responses: {'200': {description: Heard}}}}}}\n      responses:\n`,
    ] as const
  const page = read(brook(callbacks('{request.body#/callBackUrl}')))
  expect(page.document).toEqual(read(brook(callbacks('{$request.body#/callBackUrl}'))).document)
  expect(page.repairs).toMatchObject([{ name: 'callback-key', line: 55, changesMeaning: false }])
  expect(read(brook(callbacks('{$request.body#/callBackUrl}'))).repairs).toEqual([])
})

test('an e-mail address that the site hides is text and no list', () => {
  const page = read(brook(['  version: 1.0.0', '  version: 1.0.0\n  contact:\n    email: [email protected]']))
  expect(at(page.document, 'info', 'contact')).toEqual({ email: '[email protected]' })
  expect(page.repairs).toMatchObject([{ name: 'hidden-email', line: 6 }])
})

test('what a YAML anchor shares is written out, and told with its lines', () => {
  const page = read(fixture('lantern-apidog.md'), 'lantern.md')
  expect(at(page.document, ...input, 'mask_url')).toEqual({ type: 'string', format: 'uri' })
  expect(page.repairs.find(({ name }) => name === 'yaml-aliases')).toEqual({
    name: 'yaml-aliases',
    place: '',
    text: '1 alias written out, on line 51.',
    changesMeaning: false,
  })
})

describe('patterns', () => {
  const withPattern = (pattern: string) =>
    brook([
      '                      type: boolean',
      `                      type: string\n                      pattern: '${pattern}'`,
    ])
  const patternIn = (text: string) => at(read(text).document, ...input, 'stereo', 'pattern')

  test.each(['^(a+)+$', '^(\\w+\\s?)*$', '^(x|xx){20,}$', '^a*b*a*$'])(
    '%s may take hours: left out, and told',
    (pattern) => {
      const text = withPattern(pattern)
      expect(patternIn(text)).toBeUndefined()
      expect(repairOf('slow-pattern', text)).toMatchObject([
        { place: expect.stringMatching(/stereo\/pattern$/), line: expect.any(Number), changesMeaning: true },
      ])
    },
  )

  test.each(['^https?://(www\\.)?example', '^#[0-9a-f]{6}$', '^[a-z]+-[a-z]+$'])('%s stays', (pattern) => {
    const text = withPattern(pattern)
    expect(patternIn(text)).toBe(pattern)
    expect(repairOf('slow-pattern', text)).toEqual([])
  })

  test('that is no regular expression: refused, with its line', () => {
    expect(() => read(withPattern('(a'))).toThrow(
      /^brook\.yaml:\d+: the pattern "\(a" is no regular expression/,
    )
  })
})
