import { describe, expect, test } from 'vitest'
import { brook, read, refusalOf } from './brook.ts'

const inDocument = (yaml: string) =>
  brook(['components:\n', `x-more:\n${yaml.replaceAll(/^/gm, '  ')}\ncomponents:\n`])

// Without these limits most of them would never end, or take all memory.
describe('what is made to hurt is refused', () => {
  const ten = (name: string) => `[${Array(10).fill(name).join(', ')}]`
  const letters = 'abcdefghijkl'.split('')
  const laughs = letters.map(
    (name, index) => `${name}: &${name} ${ten(index === 0 ? 'ha' : `*${letters[index - 1]}`)}`,
  )
  const alias = `long: &long ${'x'.repeat(500_000)}\nmany: [${Array(1000).fill('*long').join(', ')}]`

  test.each([
    [
      'a billion laughs',
      inDocument(laughs.join('\n')),
      /is too large: with its aliases written out it has more than 200000 values/,
    ],
    [
      'long texts by alias',
      inDocument(alias),
      /is too large: with its aliases written out it has more than 4000000 characters/,
    ],
    ['an alias of what it stands in', inDocument('a: &a\n  b: [*a]'), /an alias refers to what it stands in/],
    ['deep YAML', inDocument(`a: ${'['.repeat(50_000)}`), /is nested too deeply: more than 100/],
    ['deep JSON', `{"openapi": "3.1.0", "a": ${'['.repeat(500_000)}`, /is nested too deeply: more than 100/],
    [
      'many values in JSON',
      `{"openapi": "3.1.0", "a": [${Array(300_000).fill('1').join(',')}]}`,
      /is too large: .* more than 200000 values/,
    ],
    ['a long text', `openapi: 3.0.0\n# ${'x'.repeat(2_000_000)}`, /is too large: \d+ characters/],
    [
      'many lines without indentation',
      `openapi: 3.0.0\npaths:\n/a:\n${'get:\n'.repeat(3100)}`,
      /is too large: \d+ lines without indentation/,
    ],
  ])('%s', (_, text, message) => {
    expect(refusalOf(text)).toMatch(message)
  })
})

describe('what could run, or reach out of the page, is refused with its line', () => {
  test.each([
    [
      'a tag that makes a function',
      inDocument("f: !!js/function 'function () {}'"),
      /brook\.yaml:77: is not valid YAML: unknown tag/,
    ],
    ['a merge key', inDocument('a: &a {b: 1}\nc:\n  <<: *a'), /brook\.yaml:79: the merge key << is refused/],
    [
      'a key that stands twice',
      inDocument('a: 1\na: 2'),
      /brook\.yaml:78: is not valid YAML: duplicated mapping key/,
    ],
    [
      'a key that stands twice in JSON',
      '{"openapi": "3.1.0",\n"a": 1,\n"a": 2}',
      /brook\.yaml:3: is not valid JSON: the key "a" stands twice/,
    ],
    [
      'a prototype in YAML',
      inDocument('__proto__:\n  polluted: true'),
      /brook\.yaml:77: the key __proto__ is refused/,
    ],
    [
      'a prototype in JSON',
      '{"openapi": "3.1.0",\n"__proto__": {}}',
      /brook\.yaml:2: the key __proto__ is refused/,
    ],
    [
      'a field that hides what every object can do',
      inDocument('hasOwnProperty: {type: string}'),
      /brook\.yaml:77: the key hasOwnProperty is refused/,
    ],
    [
      'a field that every object seems to have',
      inDocument('constructor: {type: string}'),
      /brook\.yaml:77: the key constructor is refused/,
    ],
    ['a list as a key', inDocument('? [a, b]\n: c'), /brook\.yaml:77: a list or a map is used as a key/],
    ['a number that is none', inDocument('a: .inf'), /brook\.yaml:77: a value that JSON does not have/],
    [
      'a reference to an address',
      brook(["'#/components/schemas/ApiResponse'", 'http://127.0.0.1:9/a.yaml']),
      /brook\.yaml:62: refers to "http:\/\/127\.0\.0\.1:9\/a\.yaml", which is outside the page/,
    ],
    [
      'a reference to a file',
      brook(["'#/components/schemas/ApiResponse'", 'file:///etc/hostname']),
      /outside the page/,
    ],
    [
      'a reference to a file beside it',
      brook(["'#/components/schemas/ApiResponse'", './shared.yaml#/a']),
      /outside the page/,
    ],
    [
      'a reference in an example',
      brook(['scene: water under a bridge', '$ref: ../x.json']),
      /outside the page/,
    ],
    [
      'a reference in a discriminator',
      brook([
        '                  type: object\n                  required',
        '                  discriminator: {propertyName: a, mapping: {b: ./b.yaml}}\n                  required',
      ]),
      /outside the page/,
    ],
    [
      'a reference to itself',
      brook(
        [
          '                    scene:\n                      type: string',
          "                    scene:\n                      $ref: '#/paths'",
        ],
        [
          '                model:\n                  type: string',
          "                model:\n                  $ref: '#/paths/~1api~1v1~1jobs~1createTask/post/requestBody/content/application~1json/schema/properties/model'",
        ],
      ),
      /^brook\.yaml:24: refers to nothing but itself \(#\/paths/,
    ],
  ])('%s', (_, text, message) => {
    expect(refusalOf(text)).toMatch(message)
  })

  test('a pattern of names that would take years is left out, and not run', () => {
    const text = brook(
      [
        '                  required:\n                    - scene',
        '                  patternProperties: {"^(w+)+$": {}}',
      ],
      ['                scene: water under a bridge', `                ${'w'.repeat(29)}!: 1`],
    )
    expect(read(text).repairs.map(({ name }) => name)).toEqual(['slow-pattern'])
  })
})
