import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateTypes } from '../codegen/generate-types.ts'
import { stampPackage } from '../codegen/stamp-package.ts'
import { applyChanges, compareFolder } from '../codegen/sync-folder.ts'
import type { JsonObject } from '@apikley/pages/document'
import { print, printError } from '../text/print.ts'

export interface TypesOptions {
  readonly spec: string
  readonly out: string
  readonly schemas: string
  readonly package?: string
  readonly check?: boolean
}

/** Makes the folders hold what the spec says, or only says what differs. */
export async function types({
  spec,
  out,
  schemas,
  package: manifest,
  check = false,
}: TypesOptions): Promise<number> {
  const document: JsonObject = JSON.parse(await readFile(spec, 'utf8'))
  const generated = await generateTypes(document)
  let differing = 0
  for (const { folder, files } of [
    { folder: out, files: generated.modules },
    { folder: schemas, files: generated.schemas },
  ]) {
    const changes = await compareFolder(folder, files)
    if (!check) await applyChanges(folder, files, changes)
    for (const { path, what } of changes) print(`${join(folder, path)}: ${what}`)
    differing += changes.length
  }
  if (manifest !== undefined) {
    const before = await readFile(manifest, 'utf8')
    const after = stampPackage(before, generated.version)
    if (before !== after) {
      if (!check) await writeFile(manifest, after)
      print(`${manifest}: differs`)
      differing += 1
    }
  }
  return report(differing, check)
}

function report(differing: number, check: boolean): number {
  if (differing === 0) print('The types are what the spec says.')
  else if (check) printError(`${differing} files are not what the spec says: run \`pnpm run generate\`.`)
  else print(`${differing} files brought up to date.`)
  return check && differing > 0 ? 1 : 0
}
