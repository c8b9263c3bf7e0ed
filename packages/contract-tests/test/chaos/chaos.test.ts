import { rm } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { FaultyClient } from '../../src/chaos/messages.ts'
import { report } from '../../src/chaos/report.ts'
import { runChaos } from '../../src/chaos/run-chaos.ts'

/** As this test: from the sources. */
const nodeArguments = ['--conditions=@apikley/source']

describe.concurrent('twelve kinds of fault at once, and workers that are killed', () => {
  it('never let the client pay twice or lose a clip', async () => {
    const result = await runChaos({ tasks: 200, kills: 4, concurrency: 15, nodeArguments })
    expect(result.problems).toEqual([])
    expect(report(result)).toMatch(/^paid twice: 0, lost: 0, undecided: \d+$/m)

    const { delivered, refunded, undecided } = result.audit
    expect(delivered.length + refunded.length + undecided.length).toBe(200)
    expect(delivered.length).toBeGreaterThan(80)
    expect(refunded.length).toBeGreaterThan(0)
    expect(result.killed).toHaveLength(4)
    expect(result.killed.filter(({ interrupted }) => interrupted === 0)).toEqual([])
  })

  // So that the zeros above mean something.
  it.each<FaultyClient>(['resends', 'forgets'])('make a client that %s pay twice', async (faultyClient) => {
    const { audit, problems, folder } = await runChaos({
      tasks: 100,
      kills: 2,
      workers: 2,
      concurrency: 15,
      faultyClient,
      nodeArguments,
    })
    await rm(folder, { recursive: true })
    expect(audit.paidTwice).not.toEqual([])
    expect(problems.join('\n')).toContain(`paid twice: ${audit.paidTwice[0]} `)
  })
})
