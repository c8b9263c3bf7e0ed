/** What a caught value says, with what lies behind it: `fetch failed: connect ECONNREFUSED …`. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
