import { configurationError } from '../errors/configuration-error.ts'
import type { Settings } from '../options/settings.ts'
import type { Extras } from './extras.ts'
import { createWorkshop } from './workshop.ts'

/**
 * Loads the extras when they are first used, so that a page that creates tasks and waits for them does not download
 * them. They are handed their tools and import none: what both sides imported would become a third file, and the same
 * code in three files compresses worse.
 */
export async function loadExtras(settings: Settings): Promise<Extras> {
  const { createExtras } = await import('./extras.ts').catch(isMissing)
  return createExtras(createWorkshop(settings))
}

function isMissing(cause: unknown): never {
  throw configurationError('A file of @apikley/client is missing', 'Deploy all files of the build.', cause)
}
