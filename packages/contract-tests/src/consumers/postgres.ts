import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Engine } from './example-run.ts'
import { mustRun } from './program.ts'
import { installProject, programFolder } from './project.ts'

/** Holds the installed ledger and rate limiter to the rules that the installed kits have for them. */
const program = `
import { ledgerContract } from '@apikley/client/ledger-kit'
import { rateLimiterContract } from '@apikley/client/rate-limiter-kit'
import { postgresLedger, postgresRateLimiter } from '@apikley/postgres'
import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env.DATABASE_URL })
console.log((await pool.query('SHOW server_version')).rows[0].server_version)
const opened = new Map()
let count = 0
const open = (make) => (limits) => {
  const options = { schema: 'rule_' + ++count, ...(limits && { limits }) }
  const made = make(pool, options)
  opened.set(made, options)
  return made
}
const reopen = (make) => (first) => make(pool, opened.get(first))
const keep = async ({ name, run }) => {
  await run().catch((error) => { throw new Error(name, { cause: error }) })
  console.log('ok', name)
}
for (const rule of ledgerContract({ open: open(postgresLedger), reopen: reopen(postgresLedger), entries: 250 })) {
  await keep(rule)
}
// Most of the time they wait; who goes first is decided within milliseconds, which the others would take.
const limiter = { open: open(postgresRateLimiter), reopen: reopen(postgresRateLimiter), perMs: 1_000 }
const rules = Map.groupBy(rateLimiterContract(limiter), ({ name }) => name.includes('go before'))
await Promise.all(rules.get(false).map(keep))
for (const rule of rules.get(true)) await keep(rule)
await pool.end()
`

/** A project of somebody who has installed the package. */
export function installPostgres(registry: string): Promise<string> {
  const ours = ['@apikley/postgres', '@apikley/client', '@apikley/types']
  return installProject(registry, [...ours, 'pg@8', '@types/node@24', '@types/pg@8'])
}

/** Answers which PostgreSQL it was, and the rules that are kept, line by line. */
export async function runPostgresRules(
  project: string,
  { command, args = [] }: Engine,
  url: string,
): Promise<string[]> {
  const folder = await programFolder(project, { 'rules.mjs': program })
  const printed = await mustRun(command, [...args, 'rules.mjs'], {
    cwd: folder,
    env: { DATABASE_URL: url },
    timeoutMs: 240_000,
  })
  return printed.trimEnd().split('\n')
}

/** The pieces of TypeScript in the installed README, but for those over pg-boss, whose declarations do not compile. */
export function postgresPieces(project: string): Record<string, string> {
  const scope = path.join(project, 'node_modules/@apikley/postgres')
  const pieces = globSync('README.md', { cwd: scope }).flatMap((file) => [
    ...readFileSync(path.join(scope, file), 'utf8').matchAll(/^```ts\n([^]*?)^```$/gm),
  ])
  const own = pieces.filter(([, text]) => !text?.includes('pg-boss'))
  return Object.fromEntries(own.map(([, text = ''], index) => [`piece-${index + 1}.mts`, text]))
}
