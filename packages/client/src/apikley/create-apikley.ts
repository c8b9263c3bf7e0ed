import type { Model } from '@apikley/types/api'
import { getCredits } from '../account/get-credits.ts'
import type { Extras } from '../extras/extras.ts'
import { loadExtras } from '../extras/load-extras.ts'
import type { ApikleyOptions } from '../options/options.ts'
import { readOptions } from '../options/settings.ts'
import { createTasks } from '../tasks/tasks.ts'
import type { Apikley } from './apikley.ts'

/**
 * A client for the API. Nothing is sent yet.
 *
 * Throws a `ConfigurationError` if the key is missing or malformed, if an option cannot be used, and in a web page.
 */
export function createApikley<const M extends Model = never>(options: ApikleyOptions<M> = {}): Apikley<M> {
  const settings = readOptions(options)
  const extras = (): Promise<Extras> => loadExtras(settings)
  return {
    tasks: createTasks(settings),
    files: {
      save: async (...given) => (await extras()).files.save(...given),
      upload: async (...given) => (await extras()).files.upload(...given),
      link: async (...given) => (await extras()).files.link(...given),
    },
    generate: async (model, input, how) => (await extras()).generate({ model, input }, how),
    credits: (call) => getCredits(settings, call),
  }
}
