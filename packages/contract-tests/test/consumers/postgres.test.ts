import { readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { startPostgres } from '@apikley/repo-tools/postgres-server'
import { beforeAll, expect, inject, test } from 'vitest'
import { installPostgres, postgresPieces, runPostgresRules } from '../../src/consumers/postgres.ts'
import { compile, server } from '../../src/consumers/tsc.ts'

let project: string
beforeAll(async () => {
  project = await installPostgres(inject('registry'))
  return () => rm(project, { recursive: true, force: true })
})

// `compatibility` has the older ones.
test('the installed ledger and rate limiter keep all rules on the newest PostgreSQL', async () => {
  const database = await startPostgres()
  try {
    const [version, ...rules] = await runPostgresRules(project, { command: process.execPath }, database.url)
    expect(version).toMatch(/^18\./)
    expect(rules.length).toBeGreaterThan(60)
    expect(rules.filter((line) => !line.startsWith('ok '))).toEqual([])
  } finally {
    await database.close()
  }
})

test('the installed package brings no copy of the client, and none of pg', () => {
  expect(readdirSync(path.join(project, 'node_modules/@apikley/postgres'))).not.toContain('node_modules')
})

test('the pieces of its README compile in a project, our declarations included', async () => {
  const { resolve } = createRequire(import.meta.url)
  const newest = path.dirname(resolve('typescript/package.json'))
  const pieces = [...(await compile(newest, project, 'nodenext', postgresPieces(project), server))]
  expect(pieces.length).toBeGreaterThan(4)
  expect(pieces.filter(([, errors]) => errors.length > 0)).toEqual([])
})
