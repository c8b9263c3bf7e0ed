import { expect, it } from 'vitest'
import { report } from '../../src/chaos/report.ts'
import { runChaos } from '../../src/chaos/run-chaos.ts'

it('four machines with one PostgreSQL, which is killed as they are, never pay twice, lose a clip or break the limit', async () => {
  const result = await runChaos({
    ledger: 'postgres',
    tasks: 200,
    kills: 3,
    databaseKills: 3,
    concurrency: 15,
    // As this test: from the sources.
    nodeArguments: ['--conditions=@apikley/source'],
  })
  expect(result.problems).toEqual([])
  expect(report(result)).toMatch(/^paid twice: 0, lost: 0, undecided: \d+, over the limit: 0$/m)
  expect(result.killed).toHaveLength(3)
  expect(result.databaseKills).toBe(3)
  const { delivered, refunded, undecided } = result.audit
  expect(delivered.length + refunded.length + undecided.length).toBe(200)
  expect(delivered.length).toBeGreaterThan(80)
})
