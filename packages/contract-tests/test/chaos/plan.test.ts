import { describe, expect, it } from 'vitest'
import { jobOf, jobsOfWorker, keyOf } from '../../src/chaos/jobs.ts'
import { killPlan } from '../../src/chaos/kill-plan.ts'
import { readArguments } from '../../src/chaos/options.ts'
import { faults, kindsOfFault } from '../../src/chaos/scenario.ts'

describe('the plan of a run', () => {
  it('has twelve kinds of fault, each at ten per cent', () => {
    expect(kindsOfFault).toHaveLength(12)
    expect(faults.filter(({ probability }) => probability !== 0.1)).toEqual([])
  })

  it('deals every job, and some of them to two workers', () => {
    const hands = [0, 1, 2].map((worker) => jobsOfWorker(worker, { workers: 3, tasks: 100 }))
    expect([...new Set(hands.flat())].toSorted((one, other) => one - other)).toEqual([...Array(100).keys()])
    expect(hands.flat()).toHaveLength(110)
  })

  it('has a prompt in each job that names its key', () => {
    const jobs = [0, 1, 39, 1234].map(jobOf)
    expect(jobs.map(keyOf)).toEqual(jobs.map(({ key }) => key))
    expect(
      jobs.filter(({ input }) => input.prompt.includes('[fail:moderation]')).map(({ key }) => key),
    ).toEqual(['task-39'])
  })

  it('kills in the order of the run, the receiver too, and the same for the same seed', () => {
    const options = { seed: 3, kills: 24, tasks: 10_000, workers: 4 }
    const plan = killPlan(options)
    const moments = plan.map(({ afterJobs }) => afterJobs)
    expect(moments).toEqual(moments.toSorted((one, other) => one - other))
    expect(Math.max(...moments)).toBeLessThan(9_000)
    expect(new Set(plan.map(({ victim }) => victim))).toEqual(new Set(['receiver', 0, 1, 2, 3]))
    expect(killPlan(options)).toEqual(plan)
    expect(killPlan({ ...options, seed: 4 })).not.toEqual(plan)
  })
})

describe('the command line', () => {
  it('is read', () => {
    expect(readArguments(['--tasks', '200', '--seed=3'])).toEqual({ tasks: 200, seed: 3 })
    expect(readArguments([])).toEqual({})
  })

  it.each([
    ['--tasks', '0'],
    ['--kills', 'many'],
    ['--workers', '1.5'],
    ['--speed', '2'],
  ])('refuses %s %s', (...args) => {
    expect(() => readArguments(args)).toThrow(args[0])
  })
})
