/** One charge of the account. It is made when a task is accepted, whether or not the answer reached the caller. */
export interface BillEntry {
  taskId: string
  model: string
  credits: number
  /** When it was charged, in milliseconds since the epoch. */
  at: number
  /** When it was given back, because the task failed. */
  refundedAt?: number
  /** The request that caused it, as in the request's event. */
  requestId?: number
}
