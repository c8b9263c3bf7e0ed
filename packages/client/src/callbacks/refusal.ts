/**
 * Why a callback is not taken: its answer's HTTP status, and what the log says. Neither holds anything that the sender
 * wrote. Whatever the status, the API comes again, since it takes nothing but 200 for delivered.
 */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, why: string, cause?: unknown) {
    super(why, { cause })
    this.status = status
  }
}
