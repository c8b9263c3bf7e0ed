import { readmeGlobals } from '../readme/globals.ts'
import { installedReadmes } from './readme-example.ts'
import { compile, server } from './tsc.ts'
import type { CompilerLines } from './tsc.ts'

/** Compiles the pieces of the packages' READMEs that are no programs of their own. */
export function compileFragments(typescript: string, project: string): Promise<CompilerLines> {
  const files = { 'globals.d.mts': readmeGlobals, ...installedReadmes(project).fragments }
  return compile(typescript, project, 'nodenext', files, server)
}
