import { highest } from '@apikley/judges'
import { isPossible, type Plan } from './plan.ts'

/** What was done with a plan, and what was passed over on the way to it. */
interface Circumstances {
  readonly baseline: string
  readonly skipped: readonly { readonly source: string; readonly reason: string }[]
  readonly written: boolean
}

/** The plan as programs read it. Texts of files are left out; their names tell what would be written. */
export function planJson(plan: Plan, { baseline, skipped, written }: Circumstances): string {
  const { pages, changes, bumps, blockers, notes, files, changeset } = plan
  const value = {
    possible: isPossible(plan),
    written,
    baseline,
    bump: highest(bumps.map(({ bump }) => bump)),
    pages,
    changes,
    packages: bumps,
    blockers,
    notes,
    skipped,
    files: [...files].map(([file, text]) => ({ file, action: text === null ? 'delete' : 'write' })),
    changeset: changeset ?? null,
  }
  return JSON.stringify(value, null, 2)
}
