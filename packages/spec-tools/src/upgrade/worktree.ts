import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { git, gitPaths } from '../git.ts'
import { SpecError } from '@apikley/pages/document'

/** A work tree of the repository in which everything may be tried, gone when closed. */
export interface Worktree {
  readonly folder: string
  /** What differs from the tree that it was made of: texts by path with slashes, `null` for what is gone. */
  readonly changes: () => Promise<ReadonlyMap<string, string | null>>
  readonly close: () => Promise<void>
}

/** Adds a work tree that holds what a person sees in this one, edits and new files included, and nothing that git ignores. */
export async function addWorktree(root: string): Promise<Worktree> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'spec-upgrade-')))
  // Line ends stay as they are, whatever the machine is set up to.
  const here = (...args: string[]) => git(folder, '-c', 'core.autocrlf=false', ...args)
  const close = async () => {
    await git(root, 'worktree', 'remove', '--force', folder).catch(() => {})
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    await git(root, 'worktree', 'add', '--quiet', '--detach', '--no-checkout', folder)
    await here('read-tree', 'HEAD')
    await here('--work-tree', root, 'add', '--all')
    await here('checkout-index', '--all')
    const tree = (await here('write-tree')).trim()
    const changes = async () => {
      await here('add', '--all')
      return textsOf(folder, await gitPaths(folder, 'diff-index', '--cached', '-z', '--no-renames', tree))
    }
    return { folder, changes, close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * @param differing What `git diff-index -z` prints, by turns modes and a path.
 * @throws SpecError when one is no plain file any more: what is read through a link lies elsewhere.
 */
async function textsOf(
  folder: string,
  differing: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const texts = new Map<string, string | null>()
  for (let index = 0; index < differing.length; index += 2) {
    const [modes = '', file = ''] = differing.slice(index, index + 2)
    const mode = modes.split(' ')[1]
    if (mode === '000000') texts.set(file, null)
    else if (mode === '100644') texts.set(file, await readFile(path.join(folder, file), 'utf8'))
    else throw new SpecError([`${file}: became a link or a program, which nothing that is generated may be.`])
  }
  return texts
}
