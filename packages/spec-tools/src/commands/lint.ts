import { bundleFile } from '../bundle/bundle.ts'
import { lintDocument } from '../engines/redocly.ts'
import { specsFolder } from '../specs-folder.ts'
import { print, printError } from '../text/print.ts'

/** Holds `specs/openapi.json` to the rules of `specs/redocly.yaml`; a warning counts as much as an error. */
export async function lint(): Promise<number> {
  const findings = await lintDocument(new URL(bundleFile, specsFolder), new URL('redocly.yaml', specsFolder))
  for (const { severity, rule, message, place } of findings) {
    printError(`${severity} ${rule}: ${place}: ${message}`)
  }
  print(
    `specs/${bundleFile}: ${findings.length === 0 ? 'no error, no warning' : `${findings.length} findings`}`,
  )
  return findings.length === 0 ? 0 : 1
}
