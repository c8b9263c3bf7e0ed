import { readFileSync } from 'node:fs'
import { attw } from './attw.ts'
import { judgeTarball } from './judge.ts'
import { publint } from './publint.ts'
import { readTarball } from './tarball.ts'

/** All that is wrong with a packed package: by our rules, by publint's and by the type checker's. */
export async function judgeRelease(file: string, options?: { provenance: boolean }): Promise<string[]> {
  // A copy: publint reads the whole buffer behind the bytes, and Node shares one among small files.
  const bytes = new Uint8Array(readFileSync(file))
  return [...judgeTarball(await readTarball(bytes), options), ...(await publint(bytes)), ...attw(file)]
}
