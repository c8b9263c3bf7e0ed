import type { SchemaNode } from '@apikley/types/api'
import { describe, expect, it } from 'vitest'
import { buildInput } from '../src/fields/build-input.ts'
import { nodesAt, takesAddress } from '../src/fields/schema-node.ts'
import { temporaryFolder } from './set-up.ts'

const text = { type: 'string' } as const
const schema: SchemaNode = {
  type: 'object',
  properties: {
    prompt: text,
    duration: { type: 'string', enum: ['5', '10'] },
    seconds: { enum: [5, 10] },
    seed: { type: 'integer' },
    scale: { type: 'number' },
    sound: { type: 'boolean' },
    nothing: { type: ['integer', 'null'] },
    either: { type: ['string', 'number'] },
    tags: { type: 'array', items: text },
    numbers: { type: 'array', items: { type: 'integer' } },
    camera: { type: 'object', properties: { zoom: { type: 'number' }, mode: text } },
    shots: {
      type: 'array',
      items: { type: 'object', properties: { prompt: text, seconds: { type: 'integer' } } },
    },
    'a.b': { type: 'integer' },
  },
  anyOf: [{ properties: { style: { type: 'integer' } } }, { properties: { strength: { type: 'number' } } }],
}

const build = (...words: string[]): unknown => buildInput(schema, words, '/')

describe('a field of the command line', () => {
  it.each<[words: string[], input: object]>([
    [['prompt=5'], { prompt: '5' }],
    [['prompt=true'], { prompt: 'true' }],
    [['prompt='], { prompt: '' }],
    [['prompt=a=b:=c'], { prompt: 'a=b:=c' }],
    [['prompt=[a]'], { prompt: '[a]' }],
    [['prompt=two\nlines'], { prompt: 'two\nlines' }],
    [['duration=5'], { duration: '5' }],
    [['seconds=5'], { seconds: 5 }],
    [['seed=7'], { seed: 7 }],
    [['seed=-7'], { seed: -7 }],
    [['seed=seven'], { seed: 'seven' }],
    [['seed=0x10'], { seed: '0x10' }],
    [['scale=.5', 'seed=1e3'], { scale: 0.5, seed: 1000 }],
    [['sound=true'], { sound: true }],
    [['sound=yes'], { sound: 'yes' }],
    [['nothing=null'], { nothing: null }],
    [['either=5'], { either: '5' }],
    [['tags=a', 'tags=b'], { tags: ['a', 'b'] }],
    [['tags=a'], { tags: ['a'] }],
    [['tags=["a","b"]'], { tags: ['a', 'b'] }],
    [['numbers=1', 'numbers=2'], { numbers: [1, 2] }],
    [['numbers=5'], { numbers: [5] }],
    [['camera.zoom=2', 'camera.mode=2'], { camera: { zoom: 2, mode: '2' } }],
    [['camera={"zoom":3}'], { camera: { zoom: 3 } }],
    [
      ['shots[0].prompt=7', 'shots[0].seconds=7', 'shots.1.prompt=b'],
      { shots: [{ prompt: '7', seconds: 7 }, { prompt: 'b' }] },
    ],
    [['a.b=5'], { 'a.b': 5 }],
    [['style=5', 'strength=5'], { style: 5, strength: 5 }],
    [['unknown=5'], { unknown: '5' }],
    [['seed:=7', 'either:=7', 'camera:={"zoom":1}'], { seed: 7, either: 7, camera: { zoom: 1 } }],
    [['prompt=@@home'], { prompt: '@home' }],
  ])('%j', (words, input) => {
    expect(build(...words)).toEqual(input)
  })

  it.each([
    [['seed:=seven'], "'seed' is no JSON"],
    [['tags=[a'], "'tags' is no JSON"],
    [['prompt=a', 'prompt=b'], 'given twice'],
    [['shots[1].prompt=a'], 'leaves a gap'],
    [['camera=a', 'camera.zoom=1'], 'does not fit'],
    [['camera[0]=a', 'camera.zoom=1'], 'does not fit'],
    [['__proto__.polluted=1'], 'is no name of a field'],
    [['a..b=1'], 'is no name of a field'],
    [['=5'], 'is no field'],
  ])('%j is refused', (words, says) => {
    expect(() => build(...words)).toThrow(says)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('takes the place of that in a file', () => {
    const base = { prompt: 'a', camera: { zoom: 1 } }
    expect(buildInput(schema, ['prompt=b'], '/', base)).toEqual({ prompt: 'b', camera: { zoom: 1 } })
    expect(base.prompt).toBe('a')
  })

  it('is a text where no schema says what it is', async () => {
    const folder = await temporaryFolder()
    expect(
      buildInput(undefined, ['seed=7', 'seed2:=7', 'image_url=@a.png', 'tag=a', 'tag=b'], folder),
    ).toEqual({
      seed: '7',
      seed2: 7,
      image_url: '@a.png',
      tag: ['a', 'b'],
    })
  })
})

it('a field takes an address if its format or its name says so, and it takes texts', () => {
  const takes = (name: string, node?: SchemaNode): boolean => takesAddress(node ? [node] : [], name)
  for (const name of [
    'image_url',
    'imageUrl',
    'input_images',
    'first_frame',
    'video',
    'reference-audio',
    'mask',
    'fileUrls',
  ]) {
    expect([name, takes(name)]).toEqual([name, true])
  }
  for (const name of ['prompt', 'negative_prompt', 'imagery', 'video_length', 'text', 'urlencoded']) {
    expect([name, takes(name)]).toEqual([name, false])
  }
  expect(takes('source', { type: 'string', format: 'uri' })).toBe(true)
  expect(takes('image', { type: 'integer' })).toBe(false)
  expect(takes('video', { type: 'string', enum: ['yes', 'no'] })).toBe(false)
  expect(nodesAt(schema, ['shots', 0, 'seconds'])).toEqual([{ type: 'integer' }])
})
