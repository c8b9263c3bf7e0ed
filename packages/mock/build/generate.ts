import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { faultNames, faultSchema } from '../src/faults/fault-schema.ts'
import { optionRules } from '../src/faults/options.ts'
import { scenarioSchema } from '../src/scenario/schema.ts'
import { withFaultTables } from './fault-tables.ts'
import { faultTypes } from './fault-types.ts'

// Writes what follows from the catalogue of faults, or with --check says whether it is up to date.
const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...scenarioSchema({ anyOf: faultNames.map((kind) => ({ $ref: `#/$defs/${kind}` })) }),
  $defs: { ...Object.fromEntries(faultNames.map((kind) => [kind, faultSchema(kind)])), ...optionRules },
}
const documentation = new URL('../docs/faults.md', import.meta.url)
const files = [
  {
    file: new URL('../generated/scenario.schema.json', import.meta.url),
    text: `${JSON.stringify(schema, null, 2)}\n`,
  },
  { file: new URL('../src/generated/fault.ts', import.meta.url), text: faultTypes() },
  { file: documentation, text: withFaultTables(await readFile(documentation, 'utf8')) },
]
for (const { file, text } of files) {
  if (!process.argv.includes('--check')) await writeFile(file, text)
  else if ((await readFile(file, 'utf8')) !== text) {
    console.error(`${fileURLToPath(file)} is not what the catalogue of faults says: run pnpm run generate.`)
    process.exitCode = 1
  }
}
