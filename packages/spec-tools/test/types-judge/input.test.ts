import { beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '@apikley/pages/document'
import type { Change } from '@apikley/judges'
import { judgeByTypes } from '../../src/types-judge/judge.ts'
import { type TypeRuleId, typeRules } from '@apikley/judges/types'
import { bundleOf, object, told, typesPackage } from './versions.ts'

interface Case {
  name: string
  before: JsonObject
  after: JsonObject
  /** Rules and sentences; `@` stands for the model. */
  want: [TypeRuleId, string][]
}

const string: JsonObject = { type: 'string' }
const number: JsonObject = { type: 'number' }
const oneOf = (...values: string[]): JsonObject => ({ type: 'string', enum: values })
const list = (items: JsonObject): JsonObject => ({ type: 'array', items })
const tagged = (kind: string, properties: JsonObject) => object({ kind: oneOf(kind), ...properties }, 'kind')

const narrowed: Case[] = [
  {
    name: 'a value of an enum is gone',
    before: object({ duration: oneOf('5', '10') }),
    after: object({ duration: oneOf('5') }),
    want: [['types-input-narrowed', "Change: `input.duration` of `@` no longer takes '10'."]],
  },
  {
    name: 'values of an enum are replaced',
    before: object({ mode: oneOf('fast', 'fine') }),
    after: object({ mode: oneOf('fast', 'pro') }),
    want: [['types-input-narrowed', "Change: `input.mode` of `@` takes 'pro', no longer 'fine'."]],
  },
  {
    name: 'any string becomes an enum',
    before: object({ size: string }),
    after: object({ size: oneOf('s', 'm') }),
    want: [
      ['types-input-narrowed', "Change: `input.size` of `@` no longer takes string, but 's' | 'm' only."],
    ],
  },
  {
    name: 'a string becomes a number',
    before: object({ duration: oneOf('5', '10') }),
    after: object({ duration: number }),
    want: [['types-input-narrowed', "Change: `input.duration` of `@` takes number, no longer '5', '10'."]],
  },
  {
    name: 'null is not taken any more',
    before: object({ seed: { type: ['number', 'null'] } }),
    after: object({ seed: number }),
    want: [['types-input-narrowed', 'Change: `input.seed` of `@` no longer takes null.']],
  },
  {
    name: 'a list becomes a single value',
    before: object({ image: list(string) }),
    after: object({ image: string }),
    want: [['types-input-narrowed', 'Change: `input.image` of `@` takes string, no longer string[].']],
  },
  {
    name: 'the items of a list are narrowed',
    before: object({ frames: list(object({ at: oneOf('start', 'end') }, 'at')) }),
    after: object({ frames: list(object({ at: oneOf('start') }, 'at')) }),
    want: [['types-input-narrowed', "Change: `input.frames[].at` of `@` no longer takes 'end'."]],
  },
  {
    name: 'a property deep inside is narrowed, and another is not',
    before: object({ camera: object({ move: object({ speed: number, axis: oneOf('x', 'y') }) }) }),
    after: object({ camera: object({ move: object({ speed: number, axis: oneOf('x') }) }) }),
    want: [['types-input-narrowed', "Change: `input.camera.move.axis` of `@` no longer takes 'y'."]],
  },
  {
    name: 'a kind of a union is gone',
    before: object({ shot: { oneOf: [tagged('pan', { by: number }), tagged('zoom', { by: number })] } }),
    after: object({ shot: tagged('pan', { by: number }) }),
    want: [
      ['types-input-narrowed', "Change: `input.shot` of `@` no longer takes { kind: 'zoom'; by?: number; }."],
    ],
  },
  {
    name: 'further properties are not taken any more',
    before: object({ extra: { ...object({ a: string }), additionalProperties: true } }),
    after: object({ extra: object({ a: string }) }),
    want: [
      ['types-input-narrowed', 'Change: `input.extra` of `@` takes only the properties that are named.'],
    ],
  },
  {
    name: 'what further properties may be is narrowed',
    before: object({ labels: { type: 'object', additionalProperties: { type: ['string', 'number'] } } }),
    after: object({ labels: { type: 'object', additionalProperties: string } }),
    want: [['types-input-narrowed', 'Change: `input.labels.*` of `@` no longer takes number.']],
  },
  {
    name: 'a new name is taken from what any other property could be',
    before: object({ labels: { type: 'object', additionalProperties: string } }),
    after: object({ labels: { ...object({ size: number }), additionalProperties: true } }),
    want: [
      ['types-added', 'Add: `input.labels.size` of `@`.'],
      ['types-input-narrowed', 'Change: `input.labels.size` of `@` takes number, no longer string.'],
      ['types-added', 'Change: `input.labels.*` of `@` also takes unknown.'],
    ],
  },
]

const demanded: Case[] = [
  {
    name: 'an optional property is required',
    before: object({ prompt: string }),
    after: object({ prompt: string }, 'prompt'),
    want: [['types-input-required', 'Change: `input.prompt` of `@` is required now.']],
  },
  {
    name: 'a new property is required',
    before: object({ prompt: string }),
    after: object({ prompt: string, image: string }, 'image'),
    want: [['types-input-required', 'Add: `input.image` of `@`, which is required.']],
  },
]

const removed: Case[] = [
  {
    name: 'an optional property is gone, although the types still fit',
    before: object({ prompt: string, seed: number }),
    after: object({ prompt: string }),
    want: [['types-key-removed', 'Remove: `input.seed` of `@`.']],
  },
  {
    name: 'a property is renamed',
    before: object({ image_url: string }),
    after: object({ image_urls: string }),
    want: [
      ['types-key-removed', 'Remove: `input.image_url` of `@`.'],
      ['types-added', 'Add: `input.image_urls` of `@`.'],
    ],
  },
  {
    name: 'a property is gone from the one kind of a union that had it, although another has it too',
    before: object({
      shot: { oneOf: [tagged('pan', { by: number, ease: number }), tagged('zoom', { ease: number })] },
    }),
    after: object({ shot: { oneOf: [tagged('zoom', { ease: number }), tagged('pan', { by: number })] } }),
    want: [['types-key-removed', 'Remove: `input.shot.ease` of `@`.']],
  },
  {
    name: 'a property is gone from one kind of a union, and another kind has come to look like it',
    before: object({
      shot: {
        oneOf: [
          object({ kind: oneOf('pan'), a: number, b: number }, 'kind', 'b'),
          tagged('zoom', { c: number }),
        ],
      },
    }),
    after: object({
      shot: { oneOf: [tagged('zoom', { a: number, b: number, c: number }), tagged('pan', { a: number })] },
    }),
    want: [
      ['types-key-removed', 'Remove: `input.shot.b` of `@`.'],
      ['types-added', 'Add: `input.shot.a` of `@`.'],
      ['types-added', 'Add: `input.shot.b` of `@`.'],
    ],
  },
  {
    name: 'a property whose name is no identifier is gone',
    before: object({ 'image urls ': string, prompt: string }),
    after: object({ prompt: string }),
    want: [['types-key-removed', 'Remove: `input["image urls "]` of `@`.']],
  },
]

const added: Case[] = [
  {
    name: 'a value is added to an enum',
    before: object({ duration: oneOf('5', '10') }),
    after: object({ duration: oneOf('5', '10', '15') }),
    want: [['types-added', "Change: `input.duration` of `@` also takes '15'."]],
  },
  {
    name: 'an enum becomes any string',
    before: object({ duration: oneOf('5', '10') }),
    after: object({ duration: string }),
    want: [['types-added', 'Change: `input.duration` of `@` also takes string.']],
  },
  {
    name: 'null is taken',
    before: object({ seed: number }),
    after: object({ seed: { type: ['number', 'null'] } }),
    want: [['types-added', 'Change: `input.seed` of `@` also takes null.']],
  },
  {
    name: 'an optional property is new',
    before: object({ prompt: string }),
    after: object({ prompt: string, seed: number }),
    want: [['types-added', 'Add: `input.seed` of `@`.']],
  },
  {
    name: 'a required property may be left out',
    before: object({ prompt: string }, 'prompt'),
    after: object({ prompt: string }),
    want: [['types-added', 'Change: `input.prompt` of `@` may be left out.']],
  },
  {
    name: 'another kind is added to a union',
    before: object({ shot: { oneOf: [tagged('pan', {}), tagged('zoom', {})] } }),
    after: object({ shot: { oneOf: [tagged('tilt', {}), tagged('pan', {}), tagged('zoom', {})] } }),
    want: [['types-added', "Change: `input.shot` of `@` also takes { kind: 'tilt'; }."]],
  },
]

const unchanged: Case[] = [
  {
    name: 'only prose differs',
    before: object({ prompt: { type: 'string', description: 'What to show.' } }),
    after: object({ prompt: { type: 'string', description: 'What shall be seen.' } }),
    want: [['types-docs', 'Change: the documentation of `input` of `@`.']],
  },
  {
    name: 'only a default differs',
    before: object({ duration: { ...oneOf('5', '10'), default: '5' } }),
    after: object({ duration: { ...oneOf('5', '10'), default: '10' } }),
    want: [['types-docs', 'Change: the documentation of `input` of `@`.']],
  },
  {
    name: 'a limit that types cannot see differs',
    before: object({ prompt: { type: 'string', maxLength: 500 } }),
    after: object({ prompt: { type: 'string', maxLength: 300 } }),
    want: [['types-checks', 'Change: what `input` of `@` is checked against.']],
  },
  {
    name: 'an enum is in another order',
    before: object({ duration: oneOf('5', '10') }),
    after: object({ duration: oneOf('10', '5') }),
    want: [['types-checks', 'Change: what `input` of `@` is checked against.']],
  },
  {
    name: 'one object is written as a union of two that take the same',
    before: object({ shot: object({ kind: oneOf('pan', 'zoom') }, 'kind') }),
    after: object({ shot: { oneOf: [tagged('pan', {}), tagged('zoom', {})] } }),
    want: [['types-checks', 'Change: what `input` of `@` is checked against.']],
  },
  {
    name: 'nothing differs that the package holds',
    before: object({ prompt: { type: 'string', 'x-apidog': 1 } }),
    after: object({ prompt: { type: 'string', 'x-apidog': 2 } }),
    want: [],
  },
]

const cases = [...narrowed, ...demanded, ...removed, ...added, ...unchanged]
const idOf = ({ name }: Case) => `invented/${name.replaceAll(/[^a-z]+/g, '-')}`

/** All cases at once, each a model of its own, since the compiler starts once for all of them. */
let changes: readonly Change[]
beforeAll(async () => {
  const bundle = (side: 'before' | 'after') =>
    bundleOf(Object.fromEntries(cases.map((each) => [idOf(each), each[side]])))
  changes = await judgeByTypes(bundle('before'), bundle('after'), { types: await typesPackage() })
})

function ofModel(each: Case): readonly Change[] {
  return changes.filter(({ model }) => model === idOf(each))
}

describe.each([
  { title: 'what could be passed is refused: major', group: narrowed, level: 'major' },
  { title: 'an input lacks something: major', group: demanded, level: 'major' },
  { title: 'a key is gone: major', group: removed, level: 'major' },
  { title: 'there is more to pass: minor', group: added, level: 'minor' },
  { title: 'the types are the same: patch at most', group: unchanged, level: 'patch' },
])('$title', ({ group, level }) => {
  test.each(group)('$name', (each) => {
    expect(told(ofModel(each))).toEqual(each.want.map(([id, text]) => [id, text.replace('@', idOf(each))]))
    expect(each.want.length === 0 || ofModel(each).some((change) => change.level === level)).toBe(true)
  })
})

test('every level is the one of the table', () => {
  expect(changes.map(({ id, level }) => ({ id, level }))).toEqual(
    changes.map(({ id }) => ({ id, level: new Map(Object.entries(typeRules)).get(id) })),
  )
})

describe('the place of a change', () => {
  const placeOf = (name: string) =>
    changes.filter(({ model }) => model === `invented/${name}`).map(({ place }) => place)
  const input = /^\/paths\/~1api~1v1~1jobs~1createTask\/.*\/oneOf\/\d+\/properties\/input/

  test('is where the property stands in the newer document', () => {
    const [place = ''] = placeOf('the-items-of-a-list-are-narrowed')
    expect(place).toMatch(input)
    expect(place).toMatch(/\/properties\/input\/properties\/frames\/items\/properties\/at$/)
  })

  test('is where it stood in the older one if it is gone', () => {
    expect(placeOf('a-property-is-renamed').map((place) => place.split('/').at(-1))).toEqual([
      'image_url',
      'image_urls',
    ])
  })
})
