import type { JsonObject } from '@apikley/pages/document'
import type { Change } from '@apikley/judges'
import { readTypesPackage, type TypesPackage } from '../../src/types-judge/types-package.ts'
import { body, specWith } from '../codegen/spec.ts'

/** The hand-written part of the package, with these type tests in place of its own. */
export async function typesPackage(tests: Readonly<Record<string, string>> = {}): Promise<TypesPackage> {
  const { name, files } = await readTypesPackage()
  const sources = [...files].filter(([path]) => !path.startsWith('test/'))
  return { name, files: new Map([...sources, ...Object.entries(tests)]) }
}

/** A schema of an object. */
export function object(properties: JsonObject, ...required: string[]): JsonObject {
  return { type: 'object', properties, ...(required.length > 0 && { required }) }
}

/** A bundle with a model for each of these inputs, by their ids. */
export function bundleOf(inputs: Readonly<Record<string, JsonObject>>): JsonObject {
  return specWith(Object.entries(inputs).map(([id, input]) => body(id, input)))
}

/** What a test compares: the rule and the sentence. */
export function told(changes: readonly Change[]): readonly (readonly [string, string])[] {
  return changes.map(({ id, text }) => [id, text] as const)
}
