import path from 'node:path'
import { build } from 'esbuild'
import { programFolder } from './project.ts'

/** Bundles a consumer's program from what is installed in the project, for an engine without Node's modules. */
export async function bundleProgram(
  project: string,
  program: string,
  conditions: string[] = [],
): Promise<string> {
  const folder = await programFolder(project, { 'program.ts': program })
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, 'program.ts')],
    absWorkingDir: folder,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    conditions,
    write: false,
  })
  const [file] = outputFiles
  if (!file) throw new Error('esbuild made no bundle')
  return file.text
}
