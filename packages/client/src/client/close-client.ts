import type { ClientContext } from './context.ts'

/** Turns away who waits and who comes, then lets go of rate limiter and ledger: not before it knows what was submitted last. */
export async function closeClient({
  ledger,
  rateLimiter,
  scheduler,
  submits,
  updates,
}: ClientContext): Promise<void> {
  scheduler.close()
  updates.wake()
  await Promise.allSettled(submits)
  await rateLimiter.close?.()
  await ledger.close?.()
}
