import { missingFile } from '../core/missing-file.ts'
import type { Settings } from '../options/settings.ts'
import type { Extras } from './extras.ts'
import { createWorkshop } from './workshop.ts'

/**
 * Loads the extras when they are first used, so that a page that creates tasks and waits for them does not download
 * them. They are handed their tools and import none: what both sides imported would become a third file, and the same
 * code in three files compresses worse. `taskId`: the task that goes on, if they are missing.
 */
export async function loadExtras(settings: Settings, taskId?: string): Promise<Extras> {
  const { createExtras } = await import('./extras.ts').catch((cause: unknown) => missingFile(cause, taskId))
  return createExtras(createWorkshop(settings))
}
