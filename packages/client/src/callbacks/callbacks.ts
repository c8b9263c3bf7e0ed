import type { CallbackHandler, CallbackHandlerOptions } from './callback-options.ts'

/** Lets the API tell when a task has ended. */
export interface Callbacks {
  /**
   * A handler of the API's callbacks, for everything that speaks `Request` and `Response`: serve it for POST at the
   * address that you gave as `callbacks.url`. For `node:http` and Express there is `nodeHandler` in
   * `@apikley/client/node`.
   *
   * A callback is believed when its signature is right (if there is a secret) and the API itself says that the task has
   * ended. Then the ledger, waits and `onTask` are told, and only then it is answered with 200. Whatever prevents that
   * is answered with an error, so that the API comes again. Of unsigned callbacks about tasks that the ledger does not
   * know, five in 5 s are looked into; the others are put off.
   *
   * Throws a `ConfigurationError` if an option cannot be used.
   *
   * @example
   * createServer(nodeHandler(apikley.callbacks.handler())).listen(4020)
   */
  handler(options?: CallbackHandlerOptions): CallbackHandler
}
