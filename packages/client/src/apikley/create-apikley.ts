import type { Model } from '@apikley/types/api'
import type { BatchItem } from '../batch/batch-item.ts'
import type { CallbackHandler } from '../callbacks/callback-options.ts'
import { lateCore } from '../core/late-core.ts'
import type { Extras } from '../extras/extras.ts'
import type { ApikleyOptions } from '../options/options.ts'
import { readOptions } from '../options/read-options.ts'
import { snapshot } from '../submit/snapshot.ts'
import { lateUpdates } from '../tasks/late-updates.ts'
import type { Apikley } from './apikley.ts'

/**
 * A client for the API. Nothing is sent yet, and what sends is loaded by the first call.
 *
 * Throws a `ConfigurationError` if the key is missing or malformed, if an option cannot be used, and in a web page.
 */
export function createApikley<const M extends Model = never>(options: ApikleyOptions<M> = {}): Apikley<M> {
  const checked = readOptions(options)
  const { callbacks, estimate, models } = checked
  const core = lateCore(checked)
  const { use, close } = core
  const extra = <T>(work: (extras: Extras) => Promise<T>, taskId?: string): Promise<T> =>
    use((loaded) => loaded.extras(taskId).then(work), taskId)
  return {
    tasks: {
      create: (task, how) => {
        const own = core.isLoaded ? task : ownCopy(task)
        return use((loaded) => loaded.create(own, how))
      },
      get: (taskId, how) => use((loaded) => loaded.get(taskId, how), taskId),
      wait: (taskId, how) => use((loaded) => loaded.wait(taskId, how), taskId),
      watch: (taskId, how) =>
        lateUpdates(() => extra(async (extras) => extras.watchTask(taskId, how), taskId)),
    },
    files: {
      save: (url, target, how) => extra(({ files }) => files.save(url, target, how)),
      upload: (source, how) => extra(({ files }) => files.upload(source, how)),
      link: (url, how) => extra(({ files }) => files.link(url, how)),
    },
    callbacks: {
      handler: (how) => {
        callbacks.expected = true
        let made: CallbackHandler | undefined
        return (request) => extra((extras) => (made ??= extras.callbackHandler(how))(request))
      },
    },
    generate: (model, input, how) => {
      const task = ownCopy({ model, input })
      return extra((extras) => extras.generate(task, how))
    },
    generateMany: async (items, how) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The models of a client are models.
      const own = Array.from(items as Iterable<BatchItem<Model, Model>>, ownCopy)
      return extra((extras) => extras.generateMany(own, how))
    },
    recover: (how) => extra((extras) => extras.recover(how)),
    submissions: {
      list: () => extra(({ submissions }) => submissions.list()),
      get: (key) => extra(({ submissions }) => submissions.get(key)),
      settle: (key, verdict) => extra(({ submissions }) => submissions.settle(key, verdict)),
    },
    estimate: (model, input) => estimate(models.find(model).id, input),
    credits: (how) => extra((extras) => extras.credits(how)),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The caller's object can change while something is loaded. */
function ownCopy<Task extends { readonly input: object }>(task: Task): Task {
  return { ...task, input: snapshot(task?.input) }
}
