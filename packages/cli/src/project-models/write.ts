import { reasonOf, SpecError } from '@apikley/pages/document'
import { carryOut, contentOf, type LockedPage, sha256, type Step } from '@apikley/spec-tools/sources'
import { filesOf, type Form, type ProjectLock, writeLock } from './lock.ts'
import { lockFile, type Project } from './project.ts'

/** What the folder of a project shall hold. */
export interface Wanted {
  readonly form: Form
  readonly pages: readonly LockedPage[]
  /** As in the lock. */
  readonly files: ProjectLock['files']
  /** Texts of pages that are new, by their path. */
  readonly taken?: ReadonlyMap<string, string | null>
  readonly generated: ReadonlyMap<string, string>
}

/**
 * Brings the folder to what it shall hold, all of it or nothing, and answers the paths that changed.
 * @throws SpecError when that would overwrite what a person wrote (unless `force`), or a file cannot be written.
 */
export async function writeFolder(
  { folder }: Project,
  before: ProjectLock | undefined,
  { form, pages, files: readFrom, taken = new Map(), generated }: Wanted,
  force = false,
): Promise<readonly string[]> {
  const digests = Object.fromEntries([...generated].map(([file, text]) => [file, sha256(text)]))
  const files = new Map<string, string | null>([
    ...Object.keys(before?.generated ?? {}).map((file) => [file, null] as const),
    ...leftPages(before, pages),
    ...[...taken].filter(([file]) => file.startsWith('sources/')),
    ...generated,
    // The last one: until it is there, all else is as it was before.
    [lockFile, writeLock({ ...form, pages, files: readFrom, generated: digests })],
  ])
  const steps: Step[] = []
  const touched: string[] = []
  for (const [file, text] of files) {
    const found = await presentOf(folder, file)
    const wanted = text === null ? null : Buffer.from(text).toString('base64')
    if (found === wanted) continue
    if (!isOurs(before, file, found)) touched.push(file)
    steps.push({ file, before: found, after: wanted })
  }
  if (touched.length > 0 && !force) throw new SpecError([explain(touched, before)])
  if (steps.length > 0) await carryOut(folder, steps)
  return steps.map(({ file }) => file)
}

/** The files of pages that are no longer among the wanted ones. */
function leftPages(
  before: ProjectLock | undefined,
  pages: readonly LockedPage[],
): (readonly [string, null])[] {
  const kept = new Set(pages.flatMap((page) => filesOf(page).map(({ file }) => file)))
  return (before?.pages ?? [])
    .flatMap((page) => filesOf(page).map(({ file }) => file))
    .filter((file) => !kept.has(file))
    .map((file) => [file, null])
}

async function presentOf(folder: string, file: string): Promise<string | null> {
  try {
    return await contentOf(folder, file)
  } catch (error) {
    throw new SpecError([`${file} cannot be read, and nothing was written: ${reasonOf(error)}`])
  }
}

/** Whether a file, in base64, is there no more, or as it was written. */
function isOurs(before: ProjectLock | undefined, file: string, found: string | null): boolean {
  if (found === null || file === lockFile) return true
  const digest = sha256(Buffer.from(found, 'base64'))
  const known = before?.pages.flatMap(filesOf).find((one) => one.file === file)?.sha256
  return digest === (before?.generated[file] ?? known)
}

function explain(files: readonly string[], before: ProjectLock | undefined): string {
  const why = before ? 'are not as they were generated: somebody changed them' : 'are there already'
  return (
    `These files ${why}. Nothing was written. Move what you need to a file of your own, or overwrite them with --force:\n` +
    files.map((file) => `  ${file}`).join('\n')
  )
}
