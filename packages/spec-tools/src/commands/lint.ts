import { bundleFile } from '../bundle/bundle.ts'
import type { Command } from '../command.ts'
import { SpecError } from '../spec-error.ts'
import { specsFolder } from '../specs-folder.ts'
import { print, printError } from '../text/print.ts'

/** `lint` holds `specs/openapi.json` to the rules of `specs/redocly.yaml`; a warning counts as much as an error. */
export const lint: Command = {
  summary: 'hold specs/openapi.json to the rules of specs/redocly.yaml',
  async run(args) {
    if (args.length > 0) throw new SpecError([`lint: unknown option ${args.join(' ')}; there is none`])
    // Loading it takes a quarter of a second, which every other command would pay for.
    const { lintDocument } = await import('../engines/redocly.ts')
    const findings = await lintDocument(
      new URL(bundleFile, specsFolder),
      new URL('redocly.yaml', specsFolder),
    )
    for (const { severity, rule, message, place } of findings) {
      printError(`${severity} ${rule}: ${place}: ${message}`)
    }
    print(
      `specs/${bundleFile}: ${findings.length === 0 ? 'no error, no warning' : `${findings.length} findings`}`,
    )
    return findings.length === 0 ? 0 : 1
  },
}
