import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { sha256 } from '../sources/lock.ts'
import { filesBelow, unlessMissing } from '../files.ts'
import { changesetFile } from './changeset.ts'
import { policyFile } from './release-policy.ts'
import { generatedFolders, type Texts } from './contents.ts'

/** The files of the repository that a plan is made of, or may change. */
export interface Repository {
  readonly texts: Texts
  /** sha256 of the bytes of each, so that it can be told whether one has changed since. */
  readonly digests: ReadonlyMap<string, string>
}

const files = [
  'specs/sources.json',
  'specs/openapi.json',
  'specs/released.json',
  'packages/types/package.json',
  policyFile,
  changesetFile,
]
const folders = ['specs/vendor/', 'specs/overlays/', 'specs/supplements/', ...generatedFolders]

/** @param root Path of the repository, or of a copy of these folders. */
export async function readRepository(root: string): Promise<Repository> {
  const listed = await Promise.all(folders.map((folder) => filesBelow(root, folder)))
  const texts = new Map<string, string>()
  const digests = new Map<string, string>()
  for (const file of [...files, ...listed.flat()].toSorted()) {
    const bytes = await readFile(path.join(root, file)).catch(unlessMissing)
    if (!bytes) continue
    texts.set(file, bytes.toString('utf8'))
    digests.set(file, sha256(bytes))
  }
  return { texts, digests }
}
