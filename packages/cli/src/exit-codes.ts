/** What a command's exit code says. Documented in the README; scripts decide by them whether money may have been spent. */
export const exitCodes = {
  /** Done. */
  ok: 0,
  /** It failed, and no other code says why: no such task, a ledger that cannot be read. */
  failed: 1,
  /** The command line or the input is wrong. No money was spent. */
  usage: 2,
  /** The task ended without a result. */
  taskFailed: 3,
  /** A task was submitted and nobody knows whether it was accepted: money may have been spent. */
  unknownSubmit: 4,
  /** There is a task, it goes on, and the wait for it has ended. */
  pending: 5,
  /** Too few credits, above the limit, or no consent. No money was spent. */
  money: 6,
  /** The API cannot be reached, is busy or under maintenance. No money was spent by this command. */
  unavailable: 7,
  /** The result is paid for and not saved: it is gone, cut, or its target cannot be written. */
  notSaved: 8,
  /** The key is missing or not accepted. No money was spent. */
  key: 9,
  /** Ctrl-C before anything was sent. */
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** From what a person must see to first, to what is fine. */
const byGravity: readonly ExitCode[] = [
  exitCodes.unknownSubmit,
  exitCodes.notSaved,
  exitCodes.pending,
  exitCodes.key,
  exitCodes.money,
  exitCodes.taskFailed,
  exitCodes.unavailable,
  exitCodes.usage,
  exitCodes.failed,
  exitCodes.interrupted,
]

/** The exit code of several pieces of work: the gravest. */
export function gravest(codes: Iterable<ExitCode>): ExitCode {
  const found = new Set(codes)
  return byGravity.find((code) => found.has(code)) ?? exitCodes.ok
}
