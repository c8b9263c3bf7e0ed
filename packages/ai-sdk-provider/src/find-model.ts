import type { MediaKind, Model } from '@apikley/types/api'
import { NoSuchModelError } from './ai-sdk.ts'

const modelTypes = { video: 'videoModel', image: 'imageModel' } as const

/** The model that a name stands for. Throws a `NoSuchModelError` for an id that is not known, and for what makes something else. */
export function findModel(models: readonly Model[], name: string | Model, kind: 'video' | 'image'): Model {
  const modelType = modelTypes[kind]
  const model = typeof name === 'string' ? models.find(({ id }) => id === name) : name
  if (typeof model?.id !== 'string') {
    const modelId = typeof name === 'string' ? name : JSON.stringify(name)
    throw new NoSuchModelError({
      modelId,
      modelType,
      message:
        `No such ${modelType}: ${modelId}. This provider knows ${known(models)}: give it as ` +
        'createApikleyProvider({ models: [...] }), give the model itself, or uncheckedModel(id) for one without a description.',
    })
  }
  if (!fits(model.kind, kind)) {
    const message = `No such ${modelType}: ${model.id} makes ${model.kind ?? 'something else'}.`
    throw new NoSuchModelError({ modelId: model.id, modelType, message })
  }
  return model
}

export function refuseModel(modelId: string, modelType: 'languageModel' | 'embeddingModel'): never {
  throw new NoSuchModelError({ modelId, modelType })
}

/** What a model makes is not always known. */
function fits(made: MediaKind | undefined, kind: 'video' | 'image'): boolean {
  return made === undefined || made === kind
}

function known(models: readonly Model[]): string {
  const ids = models.map(({ id }) => id)
  if (!ids.length) return 'no model by its id'
  return ids.length <= 5 ? ids.join(', ') : `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more`
}
