/** What went wrong with a statement, as far as it matters for trying it again. */
export type Failure =
  /** There is no connection, or it broke: whether the statement was carried out is not known. */
  | 'connection'
  /** It was not carried out, since it has met another one: it is tried again at once. */
  | 'conflict'
  /** It was not carried out, and can be once somebody has mended something: a full disk, a standby that takes over. */
  | 'passing'
  /** It was not carried out, and will not be the next time. */
  | 'lasting'

/** By the SQLSTATE, or its class: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const byState: Readonly<Record<string, Failure>> = {
  '08': 'connection',
  // The server, or somebody, has ended the connection; it starts, stops, or takes no further ones.
  '57P': 'connection',
  '53300': 'connection',
  '40001': 'conflict',
  '40P01': 'conflict',
  // A server that is read-only: a standby, or one that was set so.
  '25006': 'passing',
  '53': 'passing',
  '55P03': 'passing',
  '57014': 'passing',
  '58': 'passing',
}

/** What has no SQLSTATE: an error of the system has a code, one of `pg` has words alone. */
const lostConnection = /connect|terminated|timeout|not queryable|not answered|socket|stream/i

export function failureOf(error: unknown): Failure {
  const { code, message = '' } = error as { code?: unknown; message?: string }
  if (typeof code !== 'string') {
    const isMistake = error instanceof TypeError || /calling end on the pool/.test(message)
    return !isMistake && lostConnection.test(message) && !(error instanceof RefusedChange)
      ? 'connection'
      : 'lasting'
  }
  if (/^E[A-Z_]+$/.test(code)) return 'connection'
  return byState[code] ?? byState[code.slice(0, 3)] ?? byState[code.slice(0, 2)] ?? 'lasting'
}

/** A change that the ledger does not take, whatever the database does. */
export class RefusedChange extends Error {}

/** Whether a statement has broken a unique index. */
export const isDuplicate = (error: unknown): boolean => (error as { code?: unknown }).code === '23505'

/** Whether there is no such schema, table or function: somebody has dropped it, or has not made it yet. */
export const isMissing = (error: unknown): boolean =>
  /^(3F000|42P01|42883)$/.test(String((error as { code?: unknown }).code))
