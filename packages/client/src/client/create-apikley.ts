import type { Model } from '@apikley/types/api'
import { getCredits } from '../account/get-credits.ts'
import type { BatchItem } from '../batch/batch-item.ts'
import { generateMany } from '../batch/generate-many.ts'
import { createHandler } from '../callbacks/create-handler.ts'
import { createFiles } from '../files/files.ts'
import { finishTask } from '../generate/finish.ts'
import { create, generate } from '../generate/generate.ts'
import { checkOptions } from '../options/check-options.ts'
import { createSubmissions } from '../recovery/create-submissions.ts'
import { recover } from '../recovery/recover.ts'
import { checkKey } from '../submit/check-key.ts'
import { checkTask } from '../submit/create-task.ts'
import { getInTurn } from '../tasks/get-task.ts'
import { waitForTask } from '../tasks/wait-for-task.ts'
import { watchTask } from '../tasks/watch-task.ts'
import type { Apikley } from './apikley.ts'
import { closeClient } from './close-client.ts'
import { createContext } from './context.ts'
import { optionNames } from './option-names.ts'
import type { ApikleyOptions } from './options.ts'

/**
 * A client for the API. Nothing is sent yet.
 *
 * Throws a `ConfigurationError` if an option cannot be used, and in a web page; a key that is missing or malformed is told
 * by the first call.
 *
 * @example
 * const apikley = createApikley({ models: [klingV21MasterTextToVideo] }) // the key comes from APIKLEY_API_KEY
 * const { urls } = await apikley.generate('kling/v2-1-master-text-to-video', { prompt: 'a lighthouse at dusk' })
 */
export function createApikley<const M extends Model = never>(options?: ApikleyOptions<M>): Apikley<M> {
  const checked = checkOptions<ApikleyOptions<Model>>('createApikley', options, optionNames.client) ?? {}
  const callbacks = checkOptions('callbacks', checked.callbacks, optionNames.callbacks)
  // Not a copy: they may be methods of an object.
  checkOptions('hooks', checked.hooks, optionNames.hooks)
  const context = createContext({ ...checked, callbacks })
  const files = createFiles(context)
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= closeClient(context))
  return {
    baseUrl: context.baseUrl,
    models: context.models.all,
    tasks: {
      create: async (task, given) => {
        const how = checkOptions('tasks.create', given, optionNames.create)
        checkKey(how)
        context.begin()
        return create(context, task, how)
      },
      get: async (taskId, given) => {
        const how = checkOptions('tasks.get', given, optionNames.call)
        return getInTurn(context, taskId, how)
      },
      wait: async (taskId, given) => {
        const how = checkOptions('tasks.wait', given, optionNames.wait)
        return waitForTask(context, taskId, how)
      },
      watch: (taskId, given) => {
        const how = checkOptions('tasks.watch', given, optionNames.wait)
        return watchTask(context, taskId, how)
      },
    },
    files: {
      save: async (url, target, given) => {
        const how = checkOptions('files.save', given, optionNames.save)
        return files.save(url, target, how)
      },
      upload: async (source, given) => {
        const how = checkOptions('files.upload', given, optionNames.call)
        return files.upload(source, how)
      },
      link: async (url, given) => {
        const how = checkOptions('files.link', given, optionNames.call)
        return files.link(url, how)
      },
    },
    callbacks: {
      handler: (given) => {
        const how = checkOptions('callbacks.handler', given, optionNames.handler)
        context.warnOfMemory(true)
        return createHandler(context, how)
      },
    },
    generate: async (model, input, given) => {
      const how = checkOptions('generate', given, optionNames.generate)
      checkKey(how)
      context.begin()
      return generate(context, { model, input }, how)
    },
    finish: async (taskId, given) => {
      const how = checkOptions('finish', given, optionNames.finish)
      return finishTask(context, taskId, how)
    },
    generateMany: async (items, given) => {
      const how = checkOptions('generateMany', given, optionNames.generateMany)
      context.begin()
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The models of a client are models.
      return generateMany(context, items as Iterable<BatchItem>, how)
    },
    recover: async (given) => {
      const how = checkOptions('recover', given, optionNames.recover)
      context.begin()
      return recover(context, how)
    },
    submissions: createSubmissions(context),
    estimate: (model, input) => {
      const { id } = checkTask(context, { model, input }, 'input')
      return context.estimate(id, input)
    },
    durations: {
      expect: (model, ageMs) => context.durations.expect(model, ageMs),
      learned: () => context.durations.learned(),
    },
    credits: async (given) => {
      const how = checkOptions('credits', given, optionNames.call)
      return getCredits(context, how)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
