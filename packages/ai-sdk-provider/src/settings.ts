import type { Apikley, ApikleyOptions } from '@apikley/client'
import type { Model } from '@apikley/types/api'

/** What a provider is made of: a client, or what one is made of. */
export interface ApikleyProviderSettings<M extends Model = never> extends ApikleyOptions<M> {
  /**
   * A client that the program has already. Then no option of a client may stand beside it but `models`. Default: one of
   * its own, made of the other options.
   */
  readonly client?: Apikley<M> | undefined
}
