/** What is older, or took longer, has a wrong date, such as one in seconds: it would make this wait and others blind. */
const longestMs = 86_400_000

/** The moment of creation that a record tells, if it can be true: the API's clock may be ahead, or its date wrong. */
export function plausibleCreation(createdAt: Date | undefined, now: number): number | undefined {
  const at = createdAt?.getTime()
  return at !== undefined && at <= now && now - at < longestMs ? at : undefined
}

/** How long a task took, by its record; else, if it was seen on its way, by when its end was seen. */
export function durationOf(
  { createdAt, completedAt }: { readonly createdAt?: Date; readonly completedAt?: Date },
  seenMs: number | undefined,
): number | undefined {
  const ms = completedAt && createdAt ? completedAt.getTime() - createdAt.getTime() : seenMs
  return ms !== undefined && ms < longestMs ? ms : undefined
}
