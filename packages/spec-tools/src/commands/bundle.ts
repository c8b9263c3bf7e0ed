import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { bundleFile, bundleText, makeBundle } from '../bundle/bundle.ts'
import { bundleDrift } from '../bundle/drift.ts'
import { placeOf, type Tell } from '../bundle/told.ts'
import { readSources } from '../sources/read.ts'
import { specsFolder } from '../specs-folder.ts'
import { print, printError } from '../text/print.ts'

/** Prints what supplements and overlays say although pages do. */
export const tellSuperfluous: Tell = (told, text) => {
  if (!told.file.startsWith('vendor/')) printError(`specs/${placeOf(told)}: ${text}`)
}

/** Writes `specs/openapi.json`, or tells what differs and writes nothing. */
export function bundle(isCheck = false): number {
  const wanted = makeBundle(readSources(specsFolder), tellSuperfluous)
  const target = new URL(bundleFile, specsFolder)
  const committed = existsSync(target) ? readFileSync(target, 'utf8') : undefined
  const drift = bundleDrift(committed, wanted)
  if (drift.length === 0) {
    print(`specs/${bundleFile}: up to date`)
    return 0
  }
  if (isCheck) {
    printError(`specs/${bundleFile} is not what its sources say. Run \`generate\`, and commit the result.`)
    for (const line of drift) printError(`  ${line}`)
    return 1
  }
  writeFileSync(target, bundleText(wanted))
  print(`specs/${bundleFile}: written, ${drift.length} changes`)
  return 0
}
