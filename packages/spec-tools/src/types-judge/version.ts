import { isDeepStrictEqual } from 'node:util'
import { type ModelSource, readModels } from '../codegen/models.ts'
import { withoutModels } from '../codegen/open-document.ts'
import type { Pair } from '@apikley/judges/types'
import type { JsonObject } from '@apikley/pages/document'

/** One of the two versions that are compared. */
export interface Version {
  readonly document: JsonObject
  /** By their ids. */
  readonly models: ReadonlyMap<string, ModelSource>
  /** What the raw types are made from. */
  readonly open: JsonObject
}

/** @throws SpecError if a model cannot become types. */
export function readVersion(document: JsonObject): Version {
  const models = new Map(readModels(document).map((model) => [model.id, model]))
  return { document, models, open: withoutModels(document) }
}

/** How the models of two versions differ. Whatever is equal here has equal modules, and needs no compiler. */
export interface ModelDifferences {
  readonly added: readonly ModelSource[]
  readonly removed: readonly ModelSource[]
  readonly changed: readonly Pair<ModelSource>[]
}

export function compareModels(old: Version, now: Version): ModelDifferences {
  return {
    added: [...now.models.values()].filter(({ id }) => !old.models.has(id)),
    removed: [...old.models.values()].filter(({ id }) => !now.models.has(id)),
    changed: [...now.models.values()].flatMap((model) => {
      const former = old.models.get(model.id)
      return former && !isDeepStrictEqual(former, model) ? [{ old: former, now: model }] : []
    }),
  }
}
