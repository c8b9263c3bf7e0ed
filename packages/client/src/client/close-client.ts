import type { ClientContext } from './context.ts'

/** Turns away who waits and who comes, then lets go of the ledger: not before it knows what was submitted last. */
export async function closeClient({ arrivals, ledger, scheduler, submits }: ClientContext): Promise<void> {
  scheduler.close()
  arrivals.rouse()
  await Promise.allSettled(submits)
  await ledger.close?.()
}
