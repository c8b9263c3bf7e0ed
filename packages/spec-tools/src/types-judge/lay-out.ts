import type { Files } from '../codegen/files.ts'
import { objectAt, parseJson } from '@apikley/pages/document'
import type { GeneratedPair } from './generate-both.ts'
import { generatedFolder, isTypeTest, type TypesPackage } from './types-package.ts'
import { userVitest } from './user-vitest.ts'

/** The condition by which our packages import each other's sources. */
export const sourceCondition = '@apikley/source'

/** Where the two versions of the package lie in the compiler's memory. */
export const folders = { old: '/old/', now: '/now/' } as const

/** Both versions of the package of types, as they would be if the spec were the one or the other. */
export function layOut(types: TypesPackage, generated: GeneratedPair): Files {
  const written = withoutVersion(
    [...types.files].filter(([path]) => !isTypeTest(path) || generated.tests.includes(path)),
  )
  return new Map([
    ...below('/node_modules/vitest/', Object.entries(userVitest)),
    ...below(folders.old, written),
    ...below(folders.now, written),
    ...below(folders.old + generatedFolder, generated.old),
    ...below(folders.now + generatedFolder, generated.now),
  ])
}

function below(folder: string, files: Iterable<readonly [string, string]>): [string, string][] {
  return [...files].map(([path, text]) => [folder + path, text])
}

/** The compiler takes two packages of one name and version for the same, and would read the files of one of them only. */
function withoutVersion(files: readonly (readonly [string, string])[]): [string, string][] {
  return files.map(([path, text]) => {
    if (path !== 'package.json') return [path, text]
    const { version: _, ...manifest } = objectAt(parseJson(text))
    return [path, JSON.stringify(manifest)]
  })
}
