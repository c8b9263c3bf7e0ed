import { contentOf, sha256 } from '@apikley/spec-tools/sources'
import { type Form, type ProjectLock, writeLock } from './lock.ts'
import { lockFile, type Project } from './project.ts'

/** A file that is not what the pages make. */
export interface Drift {
  readonly file: string
  /** `is not there`: what follows the name of the file in a sentence. */
  readonly what: string
}

/** What differs between the folder and what its pages make. */
export async function drift(
  { folder }: Project,
  lock: ProjectLock,
  form: Form,
  generated: ReadonlyMap<string, string>,
): Promise<readonly Drift[]> {
  const found: Drift[] = []
  for (const [file, text] of generated) {
    const content = await contentOf(folder, file)
    const bytes = content === null ? null : Buffer.from(content, 'base64')
    if (bytes === null) found.push({ file, what: 'is not there' })
    else if (bytes.toString() !== text) {
      const isOurs = sha256(bytes) === lock.generated[file]
      found.push({ file, what: isOurs ? 'is not what the pages make now' : 'was changed by hand' })
    }
  }
  for (const file of Object.keys(lock.generated)) {
    if (generated.has(file) || (await contentOf(folder, file)) === null) continue
    found.push({ file, what: 'is of a model that is not there any more' })
  }
  const digests = Object.fromEntries([...generated].map(([file, text]) => [file, sha256(text)]))
  const text = Buffer.from(writeLock({ ...lock, ...form, generated: digests })).toString('base64')
  if (found.length === 0 && text !== (await contentOf(folder, lockFile))) {
    found.push({ file: lockFile, what: 'is not what is written of these pages' })
  }
  return found
}
