/**
 * What is used of a `Pool` of `pg`: single statements, each of which is a transaction of its own. So any connection will
 * do for each, that of a pooler, too.
 */
export interface PostgresPool {
  query(statement: {
    readonly text: string
    readonly values?: unknown[]
    readonly query_timeout?: number
  }): Promise<{ readonly rows: unknown[] }>
  on(event: 'error', listener: (error: Error) => void): unknown
}
