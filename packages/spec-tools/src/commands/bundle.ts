import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { bundleFile, bundleText, makeBundle } from '../bundle/bundle.ts'
import { bundleDrift } from '../bundle/drift.ts'
import type { Command } from '../command.ts'
import { readSources } from '../sources/read.ts'
import { SpecError } from '../spec-error.ts'
import { specsFolder } from '../specs-folder.ts'
import { print, printError } from '../text/print.ts'

/** `bundle` writes `specs/openapi.json`; `bundle --check` writes nothing and tells what differs. */
export const bundle: Command = {
  summary: 'make specs/openapi.json of pages, overlays and supplements; --check only compares',
  async run(args) {
    const unknown = args.filter((arg) => arg !== '--check')
    if (unknown.length > 0)
      throw new SpecError([`bundle: unknown option ${unknown.join(' ')}; there is --check`])

    const wanted = makeBundle(readSources(specsFolder))
    const target = new URL(bundleFile, specsFolder)
    const committed = existsSync(target) ? readFileSync(target, 'utf8') : undefined
    const drift = bundleDrift(committed, wanted)
    if (drift.length === 0) {
      print(`specs/${bundleFile}: up to date`)
      return 0
    }
    if (args.includes('--check')) {
      printError(`specs/${bundleFile} is not what its sources say. Run \`generate\`, and commit the result.`)
      for (const line of drift) printError(`  ${line}`)
      return 1
    }
    writeFileSync(target, bundleText(wanted))
    print(`specs/${bundleFile}: written, ${drift.length} changes`)
    return 0
  },
}
