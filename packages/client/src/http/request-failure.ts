/**
 * How a request failed, in facts: how far it got decides whether the API may have carried it out.
 *
 * - `unsent`: it was given up before it was sent;
 * - `connecting`: there was no connection, so no byte of it has left;
 * - `sent`: it may have arrived, and no answer began; `answering`: an answer broke off;
 * - `redirect`, `http`: there is an answer without an envelope that can be read; `code` is its HTTP status;
 * - `envelope`: there is an envelope; its code counts, whatever the HTTP status;
 * - `contradiction`: its parts contradict each other, or it lacks what it must have.
 */
export type RequestFailure =
  | { readonly phase: 'redirect' | 'contradiction' }
  | {
      readonly phase: 'unsent' | 'connecting' | 'sent' | 'answering'
      /** The runtime's own code, such as `ECONNREFUSED`. */
      readonly code?: string | undefined
    }
  | { readonly phase: 'http'; readonly code: number }
  | {
      readonly phase: 'envelope'
      readonly code: number
      /** As the API wrote it. */
      readonly message: string
    }
