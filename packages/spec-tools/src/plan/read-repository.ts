import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { filesBelow, unlessMissing } from '../files.ts'
import { changesetFile } from './changeset.ts'
import { policyFile } from './release-policy.ts'
import { generatedFolders, type Texts } from './contents.ts'

const files = [
  'specs/sources.json',
  'specs/openapi.json',
  'specs/released.json',
  'packages/types/package.json',
  policyFile,
  changesetFile,
]
const folders = ['specs/vendor/', 'specs/overlays/', 'specs/supplements/', ...generatedFolders]

/**
 * The files of the repository that a plan is made of, or may change.
 * @param root Path of the repository, or of a copy of these folders.
 */
export async function readRepository(root: string): Promise<Texts> {
  const listed = await Promise.all(folders.map((folder) => filesBelow(root, folder)))
  const texts = new Map<string, string>()
  for (const file of [...files, ...listed.flat()].toSorted()) {
    const text = await readFile(path.join(root, file), 'utf8').catch(unlessMissing)
    if (text !== undefined) texts.set(file, text)
  }
  return texts
}
