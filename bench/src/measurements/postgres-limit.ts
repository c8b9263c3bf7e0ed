import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { startMock } from '@apikley/mock'
import type { Measurement } from '../results.ts'
import { round } from '../statistics.ts'
import { withServer } from './postgres.ts'

const tasks = 140
const processes = 4
/** Twenty at once, and twenty more each ten seconds. */
const idealSeconds = (tasks / 20 - 1) * 10

/** How much of the account's limit several processes use together, and that they keep to it. */
export async function postgresLimit(): Promise<Measurement[]> {
  const moments: number[] = []
  let refused = 0
  const mock = await startMock({
    rateLimits: 'real',
    credits: 1e9,
    log(event) {
      if (event.type !== 'request' || !event.path.endsWith('/createTask')) return
      if (event.code === 429) refused += 1
      else moments.push(event.at)
    },
  })
  await withServer(async ({ url }) => {
    const program = path.join(import.meta.dirname, '../programs/postgres-creator.ts')
    const children = Array.from({ length: processes }, () =>
      fork(program, [url, mock.url, `${tasks / processes}`]),
    )
    await Promise.all(children.map((child) => once(child, 'exit')))
  })
  await mock.close()
  const seconds = (Math.max(...moments) - Math.min(...moments)) / 1000
  const name = 'postgresRateLimiter'
  return [
    {
      title: `Twenty creates in any ten seconds, by ${processes} processes`,
      unit: '% of what is allowed',
      method: `${tasks} creates, which take ${idealSeconds} s from the first to the last at least, by the mock's own clock; it refuses what is too much.`,
      goals: [
        { of: name, limit: 'at least', value: 95 },
        { of: 'refused by the mock', limit: 'at most', value: 0 },
      ],
      rows: [
        { name, value: round((idealSeconds / seconds) * 100, 1) },
        { name: 'refused by the mock', value: refused },
      ],
    },
  ]
}

/** How long four machines take for 10,000 tasks while everything goes wrong, beside what the limit alone asks for. */
export async function postgresChaos(): Promise<Measurement[]> {
  const program = path.join(import.meta.dirname, '../../../packages/contract-tests/src/chaos/command.ts')
  const child = spawn(process.execPath, [program, '--ledger', 'postgres', '--kills', '20'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
  if (code !== 0) throw new Error(`The run has failed:\n${printed}`)
  const number = (pattern: RegExp): number => Number(pattern.exec(printed)?.[1] ?? Number.NaN)
  return [
    {
      title: '10,000 tasks by four machines, all of which are killed, as the PostgreSQL is',
      unit: 's',
      method: `\`pnpm run chaos --ledger postgres --kills 20\`, with twelve kinds of fault at 10 % each. It printed: ${/^paid twice.*$/m.exec(printed)?.[0]}.`,
      goals: [],
      rows: [
        { name: 'from the first task to the last clip', value: round(number(/([\d.]+) s of work/), 0) },
        { name: 'what the limit alone asks for', value: round(number(/takes ([\d.]+) s at least/), 0) },
      ],
    },
  ]
}
