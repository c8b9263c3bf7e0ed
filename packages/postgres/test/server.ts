import { startPostgres } from '@apikley/repo-tools/postgres-server'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the server that all tests share which stop none. */
    database: string
  }
}

/** One server for all tests; each has a schema of its own. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres({ settings: { max_connections: '200' } })
  project.provide('database', server.url)
  return () => server.close()
}
