import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './run.ts'

const cli = fileURLToPath(import.meta.resolve('@arethetypeswrong/cli/package.json'))
const program = path.join(path.dirname(cli), 'dist/index.js')

/**
 * What "are the types wrong?" finds in a tarball. The profile leaves out resolution modes that cannot load ES modules
 * at all: our packages are ESM only.
 */
export function attw(tarball: string): string[] {
  const args = [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-color']
  try {
    run(process.execPath, [program, ...args], { cwd: path.dirname(tarball) })
    return []
  } catch (error) {
    return [`attw: ${error instanceof Error ? error.message : String(error)}`]
  }
}
