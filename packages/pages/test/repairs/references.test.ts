import { describe, expect, test } from 'vitest'
import { at } from '../../src/document/json.ts'
import { again, answer as answers, brook, read, refusalOf } from '../brook.ts'

const answer = [...answers, 'schema']
const reference = "$ref: '#/components/schemas/ApiResponse'"
const referTo = (target: string) => [reference, `$ref: '#/components/schemas/${target}'`] as const
const callIt = (name: string) => ['    ApiResponse:\n', `    ${name}:\n`] as const

describe('a percent-encoded reference', () => {
  test('is written as the component is called', () => {
    const page = read(brook(referTo('Api%52esponse')))
    expect(at(page.document, ...answer, 'allOf', 0)).toEqual({ $ref: '#/components/schemas/ApiResponse' })
    expect(page.repairs).toEqual([
      {
        name: 'percent-encoded-ref',
        place: expect.stringMatching(/\/schema\/allOf\/0\/\$ref$/),
        line: 62,
        text: '#/components/schemas/Api%52esponse is percent-encoded and was written out: #/components/schemas/ApiResponse.',
        changesMeaning: false,
      },
    ])
    expect(again(page).repairs).toEqual([])
  })

  test('that is wrongly encoded points to nothing', () => {
    expect(refusalOf(brook(referTo('Api%zz')))).toBe(
      'brook.yaml:62: #/components/schemas/Api%zz points to nothing on the page, and nothing has a name like it',
    )
  })
})

describe('a component with a name that is not legal', () => {
  const other = (name: string) =>
    ['  securitySchemes:', `    ${name}:\n      type: string\n  securitySchemes:`] as const
  const stereo = (target: string) =>
    [
      '                      type: boolean',
      `                      $ref: '#/components/schemas/${target}'`,
    ] as const

  test('is called by its words, and references follow', () => {
    const page = read(brook(other('left or right?'), stereo('left%20or%20right%3F')))
    expect(at(page.document, 'components', 'schemas', 'LeftOrRight')).toEqual({ type: 'string' })
    expect(JSON.stringify(page.document)).toContain('"stereo":{"$ref":"#/components/schemas/LeftOrRight"}')
    expect(page.repairs).toMatchObject([
      { name: 'percent-encoded-ref' },
      { name: 'component-name', place: '/components/schemas/LeftOrRight', line: 89, changesMeaning: false },
    ])
  })

  test('may have a slash or a percent sign in it', () => {
    const slash = read(brook(other('left/right'), stereo('left%2Fright')))
    expect(at(slash.document, 'components', 'schemas', 'LeftRight')).toEqual({ type: 'string' })
    expect(JSON.stringify(slash.document)).toContain('"stereo":{"$ref":"#/components/schemas/LeftRight"}')
    const percent = read(brook(other('left%20right'), stereo('left%20right')))
    expect(JSON.stringify(percent.document)).toContain('"stereo":{"$ref":"#/components/schemas/Left20right"}')
    expect(percent.repairs).toMatchObject([{ name: 'component-name' }])
  })

  test('is called so in a discriminator too', () => {
    const page = read(
      brook(other('left side'), stereo('left side'), [
        '    ApiResponse:\n',
        "    Zebra: {discriminator: {propertyName: a, mapping: {l: '#/components/schemas/left side'}}}\n    ApiResponse:\n",
      ]),
    )
    expect(at(page.document, 'components', 'schemas', 'Zebra', 'discriminator', 'mapping')).toEqual({
      l: '#/components/schemas/LeftSide',
    })
  })

  test('keeps its place among the others', () => {
    const page = read(
      brook(other('a b'), stereo('a b'), [
        '    ApiResponse:\n',
        '    Zebra: {type: string}\n    ApiResponse:\n',
      ]),
    )
    expect(Object.keys(Object(at(page.document, 'components', 'schemas')))).toEqual([
      'Zebra',
      'ApiResponse',
      'AB',
    ])
  })

  test('is refused when the legal name is taken', () => {
    expect(refusalOf(brook(other('api response'), stereo('api response')))).toContain(
      'brook.yaml:89: the component "api response" has no legal name, and ApiResponse is taken',
    )
  })
})

describe('a reference to nothing', () => {
  test.each(['apiresponse', 'api-response', 'API_Response', 'Api Response'])(
    '%s means the one component of that name',
    (name) => {
      const page = read(brook(referTo(name)))
      expect(at(page.document, ...answer, 'allOf', 0)).toEqual({ $ref: '#/components/schemas/ApiResponse' })
      expect(page.repairs).toMatchObject([{ name: 'broken-ref', line: 62, changesMeaning: true }])
    },
  )

  test.each([
    ['nothing has a name like it', [referTo('Envelope')]],
    [
      'two have',
      [
        referTo('apiresponse'),
        ['  securitySchemes:', '    Api_Response: {type: string}\n  securitySchemes:'],
      ],
    ],
    ['what it wants below is not there', [referTo('apiresponse/properties/nothing')]],
  ] as const)('is refused when %s', (_, changes) => {
    expect(refusalOf(brook(...changes))).toMatch(
      /^brook\.yaml:62: #\/components\/schemas\/.* points to nothing on the page/,
    )
  })

  test('is let be in an example and in an extension, where it is only words', () => {
    const page = read(
      brook(
        [
          'scene: water under a bridge\n',
          "scene: water under a bridge\n                other: {$ref: '#/nowhere'}\n",
        ],
        ['components:\n', "x-note: {$ref: '#/nowhere'}\ncomponents:\n"],
      ),
    )
    expect(page.repairs).toEqual([])
  })
})

test('a sound component keeps its name', () => {
  const page = read(brook(callIt('Api.Response_2-x'), referTo('Api.Response_2-x')))
  expect(page.repairs).toMatchObject([{ name: 'envelope' }])
})
