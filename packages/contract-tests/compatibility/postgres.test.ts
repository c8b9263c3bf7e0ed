import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { startPostgres } from '@apikley/repo-tools/postgres-server'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { installPostgres, runPostgresRules } from '../src/consumers/postgres.ts'
import { nodes } from './matrix.ts'

/** Where Debian's package `postgresql` has its programs; npm carries the newest release alone. */
const debian = '/usr/lib/postgresql/15/bin'

let project: string
beforeAll(async () => {
  project = await installPostgres(inject('registry'))
  return () => rm(project, { recursive: true, force: true })
})

/** Each server, and the oldest and the newest Node: what they do is the same, and takes most of a minute. */
const servers = [
  {
    name: "Debian's PostgreSQL 15 (skipped where it is not installed)",
    programs: debian,
    version: /^15\./,
    engines: nodes.slice(-1),
  },
  { name: 'the newest PostgreSQL', programs: undefined, version: /^18\./, engines: nodes.slice(0, 1) },
]

describe.each(servers)('$name', ({ programs, version, engines }) => {
  const isThere = programs === undefined || existsSync(programs)
  test.skipIf(!isThere).each(engines)('keeps all rules, on $name', async ({ engine }) => {
    const database = await startPostgres({ programs })
    try {
      const [found, ...rules] = await runPostgresRules(project, await engine(), database.url)
      expect(found).toMatch(version)
      expect(rules.filter((line) => !line.startsWith('ok '))).toEqual([])
      expect(rules.length).toBeGreaterThan(60)
    } finally {
      await database.close()
    }
  })
})
