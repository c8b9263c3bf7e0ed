import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '@apikley/pages/document'
import { judgeByTypes } from '../../src/types-judge/judge.ts'
import { readTypesPackage, typeTests } from '../../src/types-judge/types-package.ts'
import { bundleOf, object, told, typesPackage } from './versions.ts'

const prompt: JsonObject = { type: 'string' }
const duration = (...values: string[]): JsonObject => ({ type: 'string', enum: values })
const inputs = (input: JsonObject) => bundleOf({ 'invented/one': input, 'invented/two': object({ prompt }) })

const before = inputs(object({ prompt, duration: duration('5', '10') }))
const narrower = inputs(object({ prompt, duration: duration('5') }))
const wider = inputs(object({ prompt, duration: duration('5', '10', '15'), seed: { type: 'number' } }))

/** A test file with this body, whose first line is the fifth. */
function withTest(lines: string): ReturnType<typeof typesPackage> {
  return typesPackage({
    'test/one.test-d.ts': `import type { ModelInput } from '@apikley/types'
import { inventedOne, type InventedOneInput } from '@apikley/types/models/invented/one'
import { assertType, describe, expectTypeOf, test } from 'vitest'
type One = ModelInput<'invented/one'>
${lines}`,
  })
}

describe('the public type tests', () => {
  test('that no longer compile are major, and name file, line and reason', async () => {
    const types = await withTest(`test('takes ten seconds', () => {
  assertType<One>({ prompt: '', duration: '10' })
  assertType<InventedOneInput>({ prompt: '', duration: '10' })
})`)
    const changes = await judgeByTypes(before, narrower, { types })
    expect(changes.at(-1)).toMatchObject({
      id: 'types-tests-broken',
      level: 'major',
      text:
        "Change: packages/types/test/one.test-d.ts:6 no longer compiles: `assertType<One>({ prompt: '', duration: '10' })`: " +
        `Type '"10"' is not assignable to type '"5"', and 1 more errors.`,
    })
  })

  test('are compiled as programs of users: that less is refused, or more is there, breaks none', async () => {
    const types = await withTest(`describe('one', () => test('is exactly this', () => {
  // @ts-expect-error five and ten only
  assertType<One>({ prompt: '', duration: '15' })
  expectTypeOf<keyof One>().toEqualTypeOf<'prompt' | 'duration'>()
  expectTypeOf<'seed'>().not.toExtend<keyof One>()
  expectTypeOf(inventedOne.id).toEqualTypeOf<'invented/one'>()
}))`)
    const changes = await judgeByTypes(before, wider, { types })
    expect(told(changes)).toEqual([
      ['types-added', "Change: `input.duration` of `invented/one` also takes '15'."],
      ['types-added', 'Add: `input.seed` of `invented/one`.'],
    ])
  })

  test('say what users read: an assertion that does not hold any more is a break', async () => {
    const types = await withTest(`test('ten fits', () => {
  expectTypeOf<'10'>().toExtend<NonNullable<One['duration']>>()
  expectTypeOf<One['duration']>().toEqualTypeOf<'10' | '12' | undefined>()
})`)
    const numbers = inputs(object({ prompt, duration: { type: 'number' } }))
    const changes = await judgeByTypes(before, numbers, { types })
    expect(changes.at(-1)?.text).toMatch(
      /one\.test-d\.ts:6 no longer compiles: .* this does not hold any more/,
    )
  })

  test('that did not compile before are not held against the change', async () => {
    const types = await withTest(`test('wrong', () => assertType<One>({ prompt: 3 }))`)
    const changes = await judgeByTypes(before, narrower, { types })
    expect(changes.map(({ id }) => id)).toEqual(['types-input-narrowed'])
  })

  test('see the raw types of their own version', async () => {
    const types = await withTest(`import type { components } from '@apikley/types/openapi'
test('the code is a number', () => {
  expectTypeOf<components['schemas']['Shared']['code']>().toExtend<number | undefined>()
})`)
    const coded = (type: string) =>
      JSON.parse(JSON.stringify(before).replace('"type":"integer"', `"type":"${type}"`))
    const changes = await judgeByTypes(before, coded('string'), { types })
    expect(told(changes)).toEqual([
      [
        'types-answer-widened',
        'Change: `code` in the answer 200 of `createTask` is string now, no longer number.',
      ],
      ['types-tests-broken', expect.stringMatching(/one\.test-d\.ts:7 no longer compiles/)],
    ])
  })

  describe('of the repository', () => {
    test('are read without what is generated', async () => {
      const types = await readTypesPackage()
      expect(typeTests(types)).toEqual(
        expect.arrayContaining(['test/model-input.test-d.ts', 'test/open-answers.test-d.ts']),
      )
      expect([...types.files.keys()].filter((path) => path.includes('generated'))).toEqual([])
    })

    test.each([
      { title: 'break none when more can be passed', values: ['5', '10', '15'], want: [] },
      { title: 'break when less can be passed', values: ['5'], want: ['types-tests-broken'] },
    ])('$title', async ({ values, want }) => {
      const path = fileURLToPath(import.meta.resolve('@apikley/specs/openapi.json'))
      const bundle = await readFile(path, 'utf8')
      const durations = /("duration": \{[^{}]*"enum": )\[[^\]]*\]/g
      const changed = bundle.replaceAll(durations, `$1${JSON.stringify(values)}`)
      expect(changed).not.toBe(bundle)
      const changes = await judgeByTypes(JSON.parse(bundle), JSON.parse(changed))
      expect(changes.map(({ id }) => id).filter((id) => id === 'types-tests-broken')).toEqual(want)
    })
  })
})
