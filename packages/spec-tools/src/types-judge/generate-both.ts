import type { Pair } from '@apikley/judges/types'
import { documentedSchema } from '../codegen/input-schema.ts'
import type { Files } from '../codegen/files.ts'
import { modelModules } from '../codegen/generate-types.ts'
import type { ModelSource } from '../codegen/models.ts'
import { moduleFile, warningOf } from '../codegen/print.ts'
import { printDocument } from '../engines/openapi-typescript.ts'
import { type TypesPackage, typeTests } from './types-package.ts'
import type { ModelDifferences, Version } from './version.ts'

/** The module of the raw types. */
export const rawTypes = 'openapi.ts'

/** The generated modules of both versions, without a stamp, and what differs in their texts. */
export interface GeneratedPair extends Pair<Files> {
  readonly models: ModelDifferences
  readonly isRawEqual: boolean
  /** The type tests that can come out otherwise, by their paths in the package. */
  readonly tests: readonly string[]
}

/**
 * Generates what can make a difference: the raw types, the models that differ and, if the type tests can come out
 * otherwise, those that they name.
 */
export async function generateBoth(
  versions: Pair<Version>,
  candidates: ModelDifferences,
  types: TypesPackage,
): Promise<GeneratedPair> {
  const different = new Set(candidates.changed.map(({ now }) => now.id))
  for (const { id } of [...candidates.added, ...candidates.removed]) different.add(id)
  const texts = typeTests(types).map((path) => types.files.get(path) ?? '')
  const isNamed = (id: string) => texts.some((text) => text.includes(id))
  const raw = { old: await printDocument(versions.old.open), now: await printDocument(versions.now.open) }
  const isRawEqual = raw.old === raw.now
  const isTested = !isRawEqual || [...different].some(isNamed)

  const isWanted = ({ id }: ModelSource) => different.has(id) || (isTested && isNamed(id))
  const old = await generate(versions.old, raw.old, isWanted)
  const now = await generate(versions.now, raw.now, isWanted)
  const isChanged = (model: Pair<ModelSource>) =>
    old.get(moduleFile(model.old)) !== now.get(moduleFile(model.now)) ||
    schemaText(model.old) !== schemaText(model.now)
  return {
    old,
    now,
    models: { ...candidates, changed: candidates.changed.filter(isChanged) },
    isRawEqual,
    tests: isTested ? typeTests(types) : [],
  }
}

async function generate(
  { models }: Version,
  raw: string,
  isWanted: (model: ModelSource) => boolean,
): Promise<Files> {
  return new Map([[rawTypes, raw], ...(await modelModules([...models.values()].filter(isWanted)))])
}

/** The schema that the package has beside a model's module. */
function schemaText(model: ModelSource): string {
  return model.path + JSON.stringify(documentedSchema(model, warningOf(model), ''))
}
