import type { LedgerChange, Submission } from '@apikley/client'

/** PostgreSQL takes fewer than 8,000 bytes. */
const mostBytes = 7_900

/** What those are told who listen; nothing where it would not fit: they look now and then by themselves. */
export function noticeOf({ key, state, taskId }: Submission): string | null {
  const notice: LedgerChange = { key, state, ...(taskId !== undefined && { taskId }) }
  const text = JSON.stringify(notice)
  return Buffer.byteLength(text) > mostBytes ? null : text
}

export function readNotice(text: string): LedgerChange | undefined {
  try {
    const notice = JSON.parse(text) as Partial<LedgerChange> | null
    return typeof notice?.key === 'string' && typeof notice.state === 'string'
      ? (notice as LedgerChange)
      : undefined
  } catch {
    // Of another program: whoever may connect to the database may write to its channels.
    return undefined
  }
}
