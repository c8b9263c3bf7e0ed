import path from 'node:path'
import { readOptions, usage } from './release/options.ts'
import { release } from './release/release.ts'

const root = path.resolve(import.meta.dirname, '../../..')
try {
  process.exitCode = (await release(root, readOptions(process.argv.slice(2)))) ? 0 : 1
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  process.exitCode = 1
}
