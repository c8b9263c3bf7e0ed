import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { PlanFile } from './plan.ts'
import { run } from './run.ts'

/** Changesets' own publish plan, packing, publishing and tagging; nothing else knows its commands. */
export interface Changesets {
  /** Which public versions the registry does not have, packed once each into `folder`. */
  pack(folder: string): PlanFile
  /** Publishes the tarballs in `folder`, and no others. */
  publish(folder: string): void
  /** Tags the current versions that have no tag yet. */
  tag(): void
}

export function changesets(root: string, env: NodeJS.ProcessEnv): Changesets {
  const program = createRequire(path.join(root, 'package.json')).resolve('@changesets/cli/bin.js')
  const changeset = (args: readonly string[], show = false): void => {
    run(process.execPath, [program, ...args], { cwd: root, env, show })
  }
  return {
    pack(folder) {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
      const plan = path.join(folder, 'plan.json')
      changeset(['publish-plan', '--output', plan])
      changeset(['pack', '--from-publish-plan', plan, '--out-dir', folder])
      const packed: PlanFile = JSON.parse(readFileSync(path.join(folder, 'publish-plan.json'), 'utf8'))
      return packed
    },
    publish: (folder) => changeset(['publish', '--from-pack-dir', folder, '--no-git-tag'], true),
    tag: () => changeset(['git-tag'], true),
  }
}
