import path from 'node:path'
import { readOptions, usage } from './release/options.ts'
import type { ReleaseOptions } from './release/options.ts'
import { release } from './release/release.ts'

const root = path.resolve(import.meta.dirname, '../../..')
try {
  process.exitCode = (await release(root, readArguments())) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

function readArguments(): ReleaseOptions {
  try {
    return readOptions(process.argv.slice(2))
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`, { cause })
  }
}
