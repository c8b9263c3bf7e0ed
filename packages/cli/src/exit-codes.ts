/** What a command's exit code says. Documented in the README; scripts decide by them whether money may have been spent. */
export const exitCodes = {
  /** Done. */
  ok: 0,
  /** It failed, and no kind below says why: a file that cannot be written, an answer that cannot be read. */
  failed: 1,
  /** The command line or the input is wrong. Nothing was sent. */
  usage: 2,
  /** The task ended without a result. */
  taskFailed: 3,
  /** A task was submitted and nobody knows whether it was accepted: money may have been spent. */
  unknownSubmit: 4,
  /** The task goes on, and the wait for it has ended. */
  pending: 5,
  /** Refused for money: too few credits, a limit, or no consent. Nothing was spent. */
  money: 6,
  /** The API cannot be reached, is busy, under maintenance, or does not accept the key. Nothing was spent. */
  unavailable: 7,
  /** The result was paid for, and is not saved: it is gone, cut, or its target cannot be written. */
  notSaved: 8,
  /** Interrupted by Ctrl-C before anything was sent. */
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
