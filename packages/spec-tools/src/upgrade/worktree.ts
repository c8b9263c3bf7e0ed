import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { git, gitPaths } from '../git.ts'

/** A work tree of the repository in which everything may be tried, gone when closed. */
export interface Worktree {
  readonly folder: string
  /** The paths of what differs from how the tree was at the last call, or at first. */
  readonly changes: () => Promise<readonly string[]>
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
    let before = await here('write-tree')
    const changes = async () => {
      await here('add', '--all')
      const differing = await gitPaths(
        folder,
        'diff-index',
        '--cached',
        '--name-only',
        '--no-renames',
        '-z',
        before.trim(),
      )
      before = await here('write-tree')
      return differing
    }
    return { folder, changes, close }
  } catch (error) {
    await close()
    throw error
  }
}
