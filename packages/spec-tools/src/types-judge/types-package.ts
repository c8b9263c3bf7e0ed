import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Files } from '../codegen/files.ts'
import { filesBelow } from '../files.ts'

/** What people wrote of the package of types; what is generated comes from the bundles that are judged. */
export interface TypesPackage {
  /** How the tests are called in messages: their folder, with a slash at its end. */
  readonly name: string
  /** package.json, sources and public type tests, by their path in the package. */
  readonly files: Files
}

const typesFolder = new URL('../../../types/', import.meta.url)

/** Where the generated modules lie in the package. */
export const generatedFolder = 'src/generated/'

/** The public type tests, by their paths in the package. */
export function typeTests({ files }: TypesPackage): readonly string[] {
  return [...files.keys()].filter(isTypeTest)
}

export function isTypeTest(path: string): boolean {
  return path.endsWith('.test-d.ts')
}

/** Reads the repository's own. */
export async function readTypesPackage(folder: URL = typesFolder): Promise<TypesPackage> {
  const root = fileURLToPath(folder)
  const sources = (await filesBelow(root, 'src')).filter((path) => !path.startsWith(generatedFolder))
  const tests = (await filesBelow(root, 'test')).filter(isTypeTest)
  const files = ['package.json', ...sources, ...tests].map(async (path): Promise<[string, string]> => [
    path,
    await readFile(join(root, path), 'utf8'),
  ])
  return { name: 'packages/types/', files: new Map(await Promise.all(files)) }
}
