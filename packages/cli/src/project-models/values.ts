import type { MediaKind, Model, SchemaNode } from '@apikley/types/api'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../command-error.ts'
import { modelsFile, type Project } from './project.ts'

/** A model of the project as the command line knows it: its schemas have words, defaults and examples. */
export interface ProjectModel extends Model {
  readonly id: string
  readonly kind?: MediaKind
  readonly summary?: string
  /** Where it is described, if that is known of the twin API only. */
  readonly evidence?: string
  readonly schema: SchemaNode
  readonly fields?: SchemaNode
}

/** The models of the project; none where there are none. Reads one file, and compiles nothing. */
export function readModels(project: Project): readonly ProjectModel[] {
  const path = join(project.folder, modelsFile)
  try {
    const { models } = JSON.parse(readFileSync(path, 'utf8')) as { models: ProjectModel[] }
    return models
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(
      `The models of the project cannot be read: ${path}: ${reason}.`,
      'To make it again: apikley models generate --force',
    )
  }
}
