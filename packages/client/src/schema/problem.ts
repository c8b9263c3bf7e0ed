/** One thing that is wrong with what was given. */
export interface Problem {
  /** Where: `input.cfg_scale`, `input.images[2]`, `callBackUrl`. */
  readonly path: string
  /** What is expected there, and what was received: `must be at most 1, received 7`. */
  readonly message: string
}
