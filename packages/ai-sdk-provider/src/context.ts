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
}

export function createContext(client: () => Apikley<Model>): ProviderContext {
  let handler: CallbackHandler | undefined
  return {
    client,
    callbacks: () => (handler ??= client().callbacks.handler()),
    upload: createUpload(client),
  }
}
