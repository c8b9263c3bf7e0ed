import type { Model, ModelInput, SchemaNode, SchemaNotes } from '@apikley/types'
import { klingV21MasterTextToVideo } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { describe, expectTypeOf, test } from 'vitest'
import type { ValidationKeyword } from '../src/generated/validation-keyword.ts'

type Kling = 'kling/v2-1-master-text-to-video'

declare function create<Id extends string, Input extends object>(model: Model<Id, Input>, input: Input): Id
declare function createById<const Models extends readonly Model[], Id extends Models[number]['id']>(
  models: Models,
  id: Id,
  input: NonNullable<Extract<Models[number], { id: Id }>['~input']>,
): void

const beta: Model<'invented/beta', { image_url: string }> = { id: 'invented/beta' }

describe('a model as a value', () => {
  test('tells its id and its input', () => {
    expectTypeOf(klingV21MasterTextToVideo).toEqualTypeOf<Model<Kling, ModelInput<Kling>>>()
    expectTypeOf(create(klingV21MasterTextToVideo, { prompt: '' })).toEqualTypeOf<Kling>()
    // @ts-expect-error the prompt is missing
    create(klingV21MasterTextToVideo, {})
    // @ts-expect-error no such field
    create(klingV21MasterTextToVideo, { prompt: '', seed: 1 })
  })

  test('fits into a list with models of other inputs, which still knows them apart by id', () => {
    expectTypeOf([klingV21MasterTextToVideo, beta]).toExtend<readonly Model[]>()
    const models = [klingV21MasterTextToVideo, beta] as const
    createById(models, 'kling/v2-1-master-text-to-video', { prompt: '' })
    createById(models, 'invented/beta', { image_url: 'https://example.com/a.png' })
    // @ts-expect-error the other model's input
    createById(models, 'invented/beta', { prompt: '' })
    // @ts-expect-error a model that is not in the list
    createById(models, 'invented/gamma', {})
  })

  test('may take a text, and want more of a request than its input', () => {
    type Either = Model<'invented/either', { image_url: string } | string, { callBackUrl: string }>
    expectTypeOf<[Either, typeof beta]>().toExtend<readonly Model[]>()
    expectTypeOf<NonNullable<Either['~fields']>>().toEqualTypeOf<{ callBackUrl: string }>()
    // @ts-expect-error a number is no input
    expectTypeOf<Model<'invented/number', number>>()
  })

  test('that the spec does not know can be written by hand, with the input that its author promises', () => {
    expectTypeOf(create(beta, { image_url: 'https://example.com/a.png' })).toEqualTypeOf<'invented/beta'>()
    // @ts-expect-error the author promised an image
    create(beta, {})
  })
})

test('schemas know exactly the keywords that the generator lets through', () => {
  expectTypeOf<Exclude<keyof SchemaNode, keyof SchemaNotes>>().toEqualTypeOf<ValidationKeyword>()
})

test('a schema may be as a page has it, with words, defaults and examples', () => {
  const copied = {
    type: 'object',
    title: 'Input',
    required: ['prompt'],
    properties: {
      prompt: { type: 'string', description: 'What to show.', example: 'dusk', maxLength: 500 },
      seed: { type: 'integer', nullable: true, default: null, minimum: 0, exclusiveMinimum: true },
      size: { type: ['string', 'null'], enum: ['720p', '1080p'], examples: ['720p'], 'x-order': 3 },
    },
  }
  expectTypeOf(copied).toExtend<SchemaNode>()
  // @ts-expect-error a keyword that nobody checks
  const unknown: SchemaNode = { not: { type: 'string' } }
  expectTypeOf(unknown).toExtend<SchemaNode>()
})
