import type { Model } from '@apikley/types/api'
import { configurationError } from '../errors/configuration-error.ts'
import { isPlainObject, show } from '../schema/values.ts'
import { didYouMean } from '../text/did-you-mean.ts'

/** The models that a client knows by their id. */
export interface ModelRegistry {
  readonly all: readonly Model[]
  /** The model that a call names, by the id of a registered one or by itself. */
  find(choice: string | Model): Model
}

export function createRegistry(models: readonly Model[] = []): ModelRegistry {
  if (!Array.isArray(models)) {
    throw configurationError('models is no list', 'Give createApikley({ models: [model] }).')
  }
  const known = new Map(models.map((model) => [checkModel(model).id, model]))
  return {
    all: [...known.values()],
    find: (choice) => {
      if (typeof choice !== 'string') return checkModel(choice)
      const model = known.get(choice)
      if (model) return model
      throw configurationError(
        `This client was not given the model '${choice}'${didYouMean(choice, known.keys())}`,
        'Pass it in createApikley({ models: [...] }), or use uncheckedModel(id) for one without a description.',
      )
    },
  }
}

export function checkModel<One extends Model>(model: One): One {
  if (typeof model?.id !== 'string' || !model.id.trim()) {
    throw configurationError(
      `A model is neither an id nor a model value, received ${show(model)}`,
      "Import it from '@apikley/types/models/…', or make one of its id with uncheckedModel(id).",
    )
  }
  for (const name of ['schema', 'fields'] as const) {
    const part = model[name]
    if (part === undefined || isPlainObject(part)) continue
    throw configurationError(
      `The ${name} of the model '${model.id}' must be a JSON Schema, received ${show(part)}`,
      'Correct it, or leave it out: then nothing is checked.',
    )
  }
  return model
}
