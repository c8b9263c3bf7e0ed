import { getTsconfig } from 'get-tsconfig'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../command-error.ts'
import type { Form } from './lock.ts'
import type { Language, Project } from './project.ts'

export interface FormOptions {
  readonly ts?: boolean
  readonly js?: boolean
}

/** The language that the command line asks for, if it does. */
export function givenLanguage({ ts, js }: FormOptions): Language | undefined {
  if (ts && js) throw new UsageError('Give --ts or --js, not both. Nothing was written.')
  return ts ? 'ts' : js ? 'js' : undefined
}

/**
 * In what the models of a project are written: as the command line says, else `apikley.json`, else as they are already,
 * else in TypeScript where there is a `tsconfig.json`.
 */
export function formOf({ root, language }: Project, before?: Form, given?: Language): Form {
  const wanted = given ?? language
  if (before && (wanted ?? before.language) === before.language && given === undefined) {
    return { language: before.language, importExtension: before.importExtension }
  }
  const tsconfig = join(root, 'tsconfig.json')
  const isThere = existsSync(tsconfig)
  const { compilerOptions = {} } = isThere ? (getTsconfig(tsconfig)?.config ?? {}) : {}
  const { allowImportingTsExtensions, rewriteRelativeImportExtensions } = compilerOptions
  return {
    language: wanted ?? (isThere ? 'ts' : 'js'),
    // The one that every resolution takes, unless the program writes the other one itself.
    importExtension: allowImportingTsExtensions || rewriteRelativeImportExtensions ? '.ts' : '.js',
  }
}
