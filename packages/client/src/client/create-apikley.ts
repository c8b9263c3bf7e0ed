import type { Model } from '@apikley/types/api'
import { getCredits } from '../account/get-credits.ts'
import type { BatchItem } from '../batch/batch-item.ts'
import { generateMany } from '../batch/generate-many.ts'
import { createHandler } from '../callbacks/create-handler.ts'
import { createFiles } from '../files/files.ts'
import { generate } from '../generate/generate.ts'
import { recover } from '../recovery/recover.ts'
import { createSubmissions } from '../recovery/create-submissions.ts'
import { createTask } from '../submit/create-task.ts'
import { getInTurn } from '../tasks/get-task.ts'
import { waitForTask } from '../tasks/wait-for-task.ts'
import { watchTask } from '../tasks/watch-task.ts'
import type { Apikley } from './apikley.ts'
import { closeClient } from './close-client.ts'
import { createContext } from './context.ts'
import type { ApikleyOptions } from './options.ts'

/**
 * A client for the API. Nothing is sent yet.
 *
 * Throws a `ConfigurationError` if the key is missing or malformed, if an option cannot be used, and in a web page.
 *
 * @example
 * const apikley = createApikley({ models: [klingV21MasterTextToVideo] }) // the key comes from APIKLEY_API_KEY
 * const { urls } = await apikley.generate('kling/v2-1-master-text-to-video', { prompt: 'a lighthouse at dusk' })
 */
export function createApikley<const M extends Model = never>(options: ApikleyOptions<M> = {}): Apikley<M> {
  const context = createContext(options)
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= closeClient(context))
  return {
    tasks: {
      create: (task, how) => createTask(context, task, how),
      get: (taskId, how) => getInTurn(context, taskId, how),
      wait: (taskId, how) => waitForTask(context, taskId, how),
      watch: (taskId, how) => watchTask(context, taskId, how),
    },
    files: createFiles(context),
    callbacks: { handler: (how) => createHandler(context, how) },
    generate: (model, input, how) => generate(context, { model, input }, how),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The models of a client are models.
    generateMany: (items, how) => generateMany(context, items as Iterable<BatchItem<Model, Model>>, how),
    recover: (how) => recover(context, how),
    submissions: createSubmissions(context),
    estimate: (model, input) => context.estimate(context.models.find(model).id, input),
    credits: (how) => getCredits(context, how),
    close,
    [Symbol.asyncDispose]: close,
  }
}
