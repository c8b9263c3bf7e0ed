import type { Settings } from '../options/settings.ts'

/** Turns away who waits and who comes, then lets go of rate limiter and ledger: not before it knows what was submitted last. */
export async function closeClient({
  ledger,
  rateLimiter,
  scheduler,
  submits,
  updates,
}: Settings): Promise<void> {
  scheduler.close()
  updates.wake()
  await Promise.allSettled(submits)
  await rateLimiter.close?.()
  await ledger.close?.()
}
