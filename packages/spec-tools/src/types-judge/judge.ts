import { isDeepStrictEqual } from 'node:util'
import { moduleFile } from '../codegen/print.ts'
import {
  type Compilation,
  compile,
  judgeOperations,
  type Pair,
  type Subject,
  type TypedDocument,
  verdict,
} from '@apikley/judges/types'
import { type JsonObject, refuse } from '@apikley/pages/document'
import type { Change } from '@apikley/judges'
import { generateBoth, type GeneratedPair, rawTypes } from './generate-both.ts'
import { judgeModel, modelAdded, modelRemoved } from './judge-model.ts'
import { judgeTests } from './judge-tests.ts'
import { folders, layOut, sourceCondition } from './lay-out.ts'
import { generatedFolder, readTypesPackage, type TypesPackage } from './types-package.ts'
import { compareModels, type ModelDifferences, readVersion, type Version } from './version.ts'

export interface TypesJudgeOptions {
  /** The hand-written part of `@apikley/types`, and its public type tests. Default: read from the repository. */
  readonly types?: TypesPackage
}

/**
 * What two bundles mean for programs that were written against the types of the first, as the compiler decides it.
 * Models whose modules are equal are not compiled, so that the time taken grows with what changed.
 * @throws SpecError if a model cannot become types, or the types of the second bundle do not compile.
 */
export async function judgeByTypes(
  before: JsonObject,
  after: JsonObject,
  options: TypesJudgeOptions = {},
): Promise<readonly Change[]> {
  const versions = { old: readVersion(before), now: readVersion(after) }
  const candidates = compareModels(versions.old, versions.now)
  if (isDeepStrictEqual(versions.old.open, versions.now.open) && isEmpty(candidates)) return []

  const types = options.types ?? (await readTypesPackage())
  const generated = await generateBoth(versions, candidates, types)
  const { models, isRawEqual, tests } = generated
  if (isRawEqual && isEmpty(models)) return []

  const compilation = compile(layOut(types, generated), [sourceCondition])
  refuseUncompilable(compilation, generated)
  return [
    ...models.removed.map((model) => modelRemoved(versions.old, model)),
    ...models.changed.flatMap((model) => judgeModel(compilation, versions, model)),
    ...models.added.map((model) => modelAdded(versions.now, model)),
    ...(isRawEqual ? [] : judgeRawTypes(compilation, versions)),
    ...judgeTests(compilation, tests, types.name),
  ]
}

function judgeRawTypes(compilation: Compilation, { old, now }: Pair<Version>): readonly Change[] {
  const typed = (folder: string, { document }: Version): TypedDocument => ({
    document,
    exports: compilation.exports(`${folder}${generatedFolder}${rawTypes}`),
  })
  const changes = judgeOperations({ old: typed(folders.old, old), now: typed(folders.now, now) })
  if (changes.length > 0) return changes
  const text =
    'Change: the raw types of `@apikley/types/openapi`; what they say of requests and answers is the same.'
  const nowhere: Subject = { name: () => '', place: () => '/components/schemas' }
  return [verdict('types-raw', 'both', nowhere, [], text)]
}

function isEmpty({ added, removed, changed }: ModelDifferences): boolean {
  return added.length + removed.length + changed.length === 0
}

/** The judge believes what a program says only if it is one. */
function refuseUncompilable(compilation: Compilation, { models, isRawEqual }: GeneratedPair): void {
  const modules = [...models.changed.map(({ now }) => now), ...models.added].map(moduleFile)
  refuse(
    [...(isRawEqual ? [] : [rawTypes]), ...modules].flatMap((path) =>
      compilation
        .errors(folders.now + generatedFolder + path)
        .map(({ line, source, message }) => `generated/${path}:${line}: ${message} (${source})`),
    ),
  )
}
