import type { LedgerChange, Submission } from '@apikley/client'

/** PostgreSQL takes fewer than 8,000 bytes. */
const mostBytes = 7_900

/**
 * What those are told who listen; nothing where it would not fit: they look now and then by themselves. `by`: the ledger
 * that has written it.
 */
export function noticeOf({ key, state, taskId }: Submission, by: string): string | null {
  const text = JSON.stringify({ key, state, taskId, by })
  return Buffer.byteLength(text) > mostBytes ? null : text
}

/** What a notice says; nothing if it is the ledger's own (`by`), or none. */
export function readNotice(text: string, own: string): LedgerChange | undefined {
  try {
    const notice = JSON.parse(text) as (Partial<LedgerChange> & { by?: unknown }) | null
    if (typeof notice?.key !== 'string' || typeof notice.state !== 'string' || notice.by === own)
      return undefined
    const { key, state, taskId } = notice
    return { key, state, ...(typeof taskId === 'string' && { taskId }) }
  } catch {
    // Of another program: whoever may connect to the database may write to its channels.
    return undefined
  }
}
