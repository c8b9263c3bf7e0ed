import type { CreateTaskBody, ModelId, ModelInput } from '@apikley/types'
import { assertType, describe, expectTypeOf, test } from 'vitest'

type Kling = 'kling/v2-1-master-text-to-video'

describe('the input of a model', () => {
  test('needs what upstream requires, and nothing that has a default', () => {
    assertType<ModelInput<Kling>>({ prompt: 'a lighthouse at dusk' })
    // @ts-expect-error the prompt is missing
    assertType<ModelInput<Kling>>({ duration: '5' })
  })

  test('takes every field that upstream documents', () => {
    const all = {
      prompt: 'a lighthouse at dusk',
      duration: '10',
      aspect_ratio: '9:16',
      negative_prompt: 'blur',
      cfg_scale: 0.5,
    } as const
    assertType<ModelInput<Kling>>(all)
    expectTypeOf<keyof ModelInput<Kling>>().toEqualTypeOf<keyof typeof all>()
  })

  test('refuses a value outside an enum, a value of another type and a field that does not exist', () => {
    // @ts-expect-error 5 and 10 seconds only
    assertType<ModelInput<Kling>>({ prompt: '', duration: '7' })
    // @ts-expect-error a string here, although it is a number
    assertType<ModelInput<Kling>>({ prompt: '', duration: 5 })
    // @ts-expect-error it is called aspect_ratio
    assertType<ModelInput<Kling>>({ prompt: '', aspectRatio: '16:9' })
  })

  test('is known for the ids of the spec only', () => {
    expectTypeOf<Kling>().toExtend<ModelId>()
    expectTypeOf<string>().not.toExtend<ModelId>()
    // @ts-expect-error no such model
    assertType<ModelInput<'kling/v9'>>({})
  })
})

describe('the body of createTask', () => {
  test('joins a model and its input', () => {
    assertType<CreateTaskBody<Kling>>({
      model: 'kling/v2-1-master-text-to-video',
      callBackUrl: 'https://example.com/done',
      input: { prompt: 'a lighthouse at dusk' },
    })
    // @ts-expect-error the input is missing
    assertType<CreateTaskBody<Kling>>({ model: 'kling/v2-1-master-text-to-video' })
    expectTypeOf<CreateTaskBody<Kling>['input']>().toEqualTypeOf<ModelInput<Kling>>()
  })

  test('refuses another model', () => {
    // @ts-expect-error no such model
    assertType<CreateTaskBody<Kling>>({ model: 'kling/v9', input: { prompt: '' } })
    // @ts-expect-error no such model
    assertType<CreateTaskBody<'kling/v9'>>({})
  })

  test('of several models keeps each input with its model', () => {
    expectTypeOf<CreateTaskBody<ModelId>['model']>().toEqualTypeOf<ModelId>()
    expectTypeOf<Extract<CreateTaskBody<ModelId>, { model: Kling }>['input']>().toEqualTypeOf<
      ModelInput<Kling>
    >()
  })
})
