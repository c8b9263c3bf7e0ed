import { installedReadmes } from './readme-example.ts'
import { compile, server } from './tsc.ts'
import type { CompilerLines } from './tsc.ts'

// What the later pieces of our READMEs take for granted.
const understood = `import type * as client from '@apikley/client'
import type * as model from '@apikley/types/models/kling/v2-1-master-text-to-video'
declare global {
  const createApikley: typeof client.createApikley
  const uncheckedModel: typeof client.uncheckedModel
  const klingV21MasterTextToVideo: typeof model.klingV21MasterTextToVideo
  const apikley: client.Apikley<typeof model.klingV21MasterTextToVideo>
  const prompt: string
  function remember(taskId: string): Promise<void>
  function topUp(): Promise<void>
}
`

/** Compiles the pieces of the packages' READMEs that are no programs of their own. */
export function compileFragments(typescript: string, project: string): Promise<CompilerLines> {
  const files = { 'understood.d.mts': understood, ...installedReadmes(project).fragments }
  return compile(typescript, project, 'nodenext', files, server)
}
