import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateTypes } from '../codegen/generate-types.ts'
import { stampPackage } from '../codegen/stamp-package.ts'
import { applyChanges, compareFolder } from '../codegen/sync-folder.ts'
import type { Command } from '../command.ts'
import type { JsonObject } from '../json.ts'
import { print, printError } from '../text/print.ts'

const usage =
  'spec-tools types --spec <openapi.json> --out <folder> --schemas <folder> [--package <package.json>] [--check]'

/** Makes the folders hold what the spec says; with `--check` it only says what differs. */
export const types: Command = {
  summary: 'TypeScript types, model values and JSON Schemas from the bundle',

  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        spec: { type: 'string' },
        out: { type: 'string' },
        schemas: { type: 'string' },
        package: { type: 'string' },
        check: { type: 'boolean', default: false },
      },
    })
    const { spec, out, schemas, package: manifest, check } = values
    if (spec === undefined || out === undefined || schemas === undefined) {
      printError(usage)
      return 2
    }

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
  },
}

function report(differing: number, check: boolean): number {
  if (differing === 0) print('The types are what the spec says.')
  else if (check) printError(`${differing} files are not what the spec says: run \`pnpm run generate\`.`)
  else print(`${differing} files brought up to date.`)
  return check && differing > 0 ? 1 : 0
}
