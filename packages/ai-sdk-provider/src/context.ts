import type { Apikley, CallbackHandler } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { createUpload, type Upload } from './input/upload.ts'

/** What the models of a provider work with. */
export interface ProviderContext {
  /** Made when it is first needed: a module that holds a provider is also loaded to be built. */
  readonly client: () => Apikley<Model>
  /** Takes what comes to a webhook, also made when it is needed. */
  readonly callbacks: () => CallbackHandler
  readonly upload: Upload
  /** The tasks with a webhook that were seen on their way. */
  readonly underWay: RecentIds
}

/** Ids that were met lately. */
export interface RecentIds {
  /** Whether an id is a new one. */
  add(id: string): boolean
}

/** How many ids are remembered. */
const mostIds = 1_000

function createRecentIds(): RecentIds {
  const ids = new Set<string>()
  return {
    add(id) {
      if (ids.has(id)) return false
      const [oldest = ''] = ids
      if (ids.size >= mostIds) ids.delete(oldest)
      ids.add(id)
      return true
    },
  }
}

export function createContext(client: () => Apikley<Model>): ProviderContext {
  let handler: CallbackHandler | undefined
  return {
    client,
    callbacks: () => (handler ??= client().callbacks.handler()),
    upload: createUpload(client),
    underWay: createRecentIds(),
  }
}
