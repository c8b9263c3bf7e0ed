import { uncheckedModel } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { UsageError } from './command-error.ts'
import { suggestion } from './suggestion.ts'
import type { Io } from './terminal/io.ts'

/** A model as the command line knows it. */
export type CliModel = Model

/** The models that commands know by their ids: those of the project, and the one that is built in. */
export async function loadModels(io: Io): Promise<readonly CliModel[]> {
  const { klingV21MasterTextToVideo } = await import('@apikley/types/models/kling/v2-1-master-text-to-video')
  const { readModels } = await import('./project-models/values.ts')
  const { findProject } = await import('./project-models/project.ts')
  const own: readonly CliModel[] = readModels(findProject(io))
  const isOwn = own.some(({ id }) => id === klingV21MasterTextToVideo.id)
  return isOwn ? own : [...own, klingV21MasterTextToVideo]
}

/** The model of an id; with `unchecked` any id is one. Throws a `UsageError` that names what was probably meant. */
export function findModel(models: readonly CliModel[], id: string, unchecked = false): CliModel {
  const found = models.find((model) => model.id === id)
  if (found) return found
  if (unchecked) return uncheckedModel(id)
  throw new UsageError(
    `There is no model '${id}' here${suggestion(
      id,
      models.map((model) => model.id),
    )}. Nothing was sent.`,
    `Add it to your project: apikley models add ${id}. Or send it as it is, with nothing checked: --unchecked.`,
  )
}
