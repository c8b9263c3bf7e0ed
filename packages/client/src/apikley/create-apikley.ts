import type { Model } from '@apikley/types/api'
import { getCredits } from '../account/get-credits.ts'
import { createFiles } from '../files/files.ts'
import { generate } from '../generate/generate.ts'
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
  return {
    tasks: createTasks(settings),
    files: createFiles(settings),
    generate: (model, input, how) => generate(settings, { model, input }, how),
    credits: (call) => getCredits(settings, call),
  }
}
