import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { scenarioSchema } from './schema.ts'

// Writes the schema file that users get, or with --check says whether it is up to date. Not part of the package.
const file = new URL('../../generated/scenario.schema.json', import.meta.url)
const text = `${JSON.stringify(scenarioSchema(), null, 2)}\n`
if (!process.argv.includes('--check')) await writeFile(file, text)
else if ((await readFile(file, 'utf8')) !== text) {
  console.error(`${fileURLToPath(file)} is not what the catalogue of faults says: run pnpm run generate.`)
  process.exitCode = 1
}
