import {
  type Apikley,
  type ApikleyError,
  type BatchItem,
  type BatchItems,
  createApikley,
  type CreditsError,
  type GeneratedTask,
  isApikleyError,
  type ModelChoice,
  type ModelWasNotGivenToCreateApikley,
  type SettledItem,
  type SubmittedTask,
  type SucceededTask,
  type TaskPendingError,
  uncheckedModel,
} from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { describe, expectTypeOf, it } from 'vitest'

const still: Model<'invented/still', { image: string; strength?: number }> = { id: 'invented/still' }
const apikley = createApikley({ models: [kling, still] })
const id = 'kling/v2-1-master-text-to-video'
const prompt = 'a lighthouse at dusk'

describe('the input belongs to the model', () => {
  it('named by the id of a registered one', () => {
    const created = apikley.tasks.create({ model: id, input: { prompt, duration: '5' } })
    expectTypeOf(created).resolves.toEqualTypeOf<SubmittedTask>()
    void apikley.tasks.create({ model: 'invented/still', input: { image: 'x' } })
    void apikley.generate(id, { prompt, cfg_scale: 0.5 })
    // @ts-expect-error There is no clip of seven seconds.
    void apikley.tasks.create({ model: id, input: { prompt, duration: '7' } })
    // @ts-expect-error The prompt is missing.
    void apikley.tasks.create({ model: id, input: { duration: '5' } })
    // @ts-expect-error The field is misspelt.
    void apikley.tasks.create({ model: id, input: { prompt, durations: '5' } })
    // @ts-expect-error It is the other model's input.
    void apikley.tasks.create({ model: 'invented/still', input: { prompt } })
    // @ts-expect-error It is the other model's input.
    void apikley.generate(id, { image: 'x' })
    // @ts-expect-error The field is misspelt.
    void apikley.tasks.create({ model: id, input: { prompt }, callbackUrl: 'https://example.com' })
  })

  it('given as a value', () => {
    const empty = createApikley()
    void empty.tasks.create({ model: kling, input: { prompt } })
    expectTypeOf(empty.generate(kling, { prompt })).resolves.toEqualTypeOf<GeneratedTask>()
    // @ts-expect-error The prompt is missing.
    void empty.generate(kling, {})
  })

  it('is anything for an unchecked one', () => {
    const done = apikley.generate(uncheckedModel('new/model'), { anything: [1] })
    expectTypeOf(done).resolves.toEqualTypeOf<GeneratedTask>()
  })
})

describe('a batch', () => {
  const unchecked = uncheckedModel('new/model')

  it('takes ids, values and unchecked models in one list', () => {
    void apikley.generateMany([
      { model: id, input: { prompt, duration: '5' }, key: 'a' },
      { model: 'invented/still', input: { image: 'x' } },
      { model: kling, input: { prompt, duration: '10' }, saveTo: 'a.mp4' },
      { model: still, input: { image: 'x', strength: 1 } },
      { model: uncheckedModel('new/model'), input: { anything: [1] } },
    ])
    expectTypeOf(apikley.generateMany([])).resolves.toEqualTypeOf<SettledItem[]>()
  })

  it('takes a list that stands in a variable, or is made of another', () => {
    const items = [
      { model: id, input: { prompt } },
      { model: kling, input: { prompt } },
      { model: unchecked, input: { anything: 1 } },
    ]
    expectTypeOf(apikley.generateMany(items)).resolves.toEqualTypeOf<SettledItem[]>()
    void apikley.generateMany([...items, { model: still, input: { image: 'x' } }])
    void apikley.generateMany([prompt].map((one) => ({ model: id, input: { prompt: one } })))
    void apikley.generateMany(
      [prompt].map((one, index) => ({ model: kling, input: { prompt: one }, key: `${index}` })),
    )
    void apikley.generateMany([prompt].map((one) => ({ model: one ? kling : kling, input: { prompt: one } })))
    const models = [kling, kling]
    void apikley.generateMany(models.map((model) => ({ model, input: { prompt } })))
    const first: BatchItem<typeof kling, { prompt: string }> = { model: kling, input: { prompt } }
    void apikley.generateMany([first])
  })

  it('takes what is no list, and can be iterated', () => {
    function* items() {
      for (const one of [prompt]) yield { model: id, input: { prompt: one }, key: one } as const
      yield { model: unchecked, input: { anything: 1 } }
    }
    expectTypeOf(apikley.generateMany(items())).resolves.toEqualTypeOf<SettledItem[]>()
    void apikley.generateMany(new Set([{ model: kling, input: { prompt } }]))
    void createApikley().generateMany(new Map([['a', { model: kling, input: { prompt } }]]).values())
    // @ts-expect-error The field is misspelt.
    void apikley.generateMany(new Set([{ model: kling, input: { promt: prompt } }]))
    // @ts-expect-error A text can be iterated, too.
    void apikley.generateMany('items')
  })

  it('holds each input to its own model', () => {
    // @ts-expect-error There is no clip of seven seconds.
    void apikley.generateMany([{ model: id, input: { prompt, duration: '7' } }])
    void apikley.generateMany([
      { model: unchecked, input: {} },
      // @ts-expect-error The prompt is missing.
      { model: kling, input: {} },
    ])
    // @ts-expect-error It is the other model's input.
    void apikley.generateMany([{ model: 'invented/still', input: { prompt } }])
    // @ts-expect-error The field is misspelt.
    void apikley.generateMany([{ model: kling, input: { prompt, durations: '5' } }])
    // @ts-expect-error The option is misspelt.
    void apikley.generateMany([{ model: kling, input: { prompt }, saveto: 'a.mp4' }])
    // @ts-expect-error The client was not given it.
    void apikley.generateMany([{ model: 'kling/unknown', input: { prompt } }])
    void createApikley().generateMany([
      {
        // @ts-expect-error Nor was this one; its input is not an error as well.
        model: id,
        input: { prompt },
      },
    ])
    // @ts-expect-error No model has such an input.
    void apikley.generateMany([prompt].map((one) => ({ model: id, input: { promt: one } })))
    // @ts-expect-error Not a list.
    void apikley.generateMany({ model: kling, input: { prompt } })
    expectTypeOf<BatchItems<typeof kling, ['kling/unknown']>[0]['model']>().toEqualTypeOf<
      typeof id | ModelWasNotGivenToCreateApikley<'kling/unknown'>
    >()
  })
})

describe('an id that the client was not given is a compile error', () => {
  it('with other models', () => {
    // @ts-expect-error Not one of the two.
    void apikley.generate('kling/unknown', { prompt })
    expectTypeOf<'kling/unknown'>().not.toExtend<ModelChoice<typeof kling | typeof still>>()
  })

  it('with none', () => {
    // @ts-expect-error No model is registered.
    void createApikley().tasks.create({ model: id, input: { prompt } })
    expectTypeOf(createApikley()).toEqualTypeOf<Apikley>()
  })

  it('with an unchecked one, which does not open the others', () => {
    const client = createApikley({ models: [uncheckedModel('new/model')] })
    expectTypeOf(client.generate('new/model', { anything: 1 })).resolves.toEqualTypeOf<GeneratedTask>()
    // @ts-expect-error Not the unchecked one.
    void client.generate('other/model', {})
  })
})

describe('what comes back', () => {
  it('has at least one address, also where indexes are not trusted', () => {
    expectTypeOf<SucceededTask['urls'][0]>().toEqualTypeOf<string>()
    void apikley.tasks.wait('a').then((done) => apikley.files.save(done.urls[0], 'a.mp4'))
  })

  it('is narrowed by the guard', () => {
    const error: unknown = undefined
    if (isApikleyError(error)) expectTypeOf(error).toExtend<ApikleyError>()
    if (isApikleyError(error, 'credits')) expectTypeOf(error).toEqualTypeOf<CreditsError>()
    if (isApikleyError(error, 'task-pending')) expectTypeOf(error).toEqualTypeOf<TaskPendingError>()
    if (isApikleyError(error) && error.kind === 'task-failed') {
      expectTypeOf(error.failure.moderation).toEqualTypeOf<boolean>()
    }
    // @ts-expect-error There is no such kind.
    isApikleyError(error, 'unlucky')
  })
})

it('options may be undefined, also where that is told from missing', () => {
  const client = createApikley({
    apiKey: process.env['APIKLEY_API_KEY'],
    baseUrl: undefined,
    timeoutMs: null,
  })
  expectTypeOf(client).toEqualTypeOf<Apikley>()
})
