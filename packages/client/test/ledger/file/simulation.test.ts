import type { Submission } from '@apikley/client'
import { assert, asyncProperty, nat, noShrink } from 'fast-check'
import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type FileLedger, ledgerOn } from '../../../src/ledger/file/file-ledger.ts'
import { intent } from '../intent.ts'
import { type Process, SimulatedDisk } from './simulated-disk.ts'

const keys = ['a', 'b', 'c']

/** What the processes of one run were told, and did because of it. */
interface Record {
  /** Who was told that it holds a key, and has not given it up: it sends a request that costs money. */
  readonly senders: Map<string, string>
  readonly paidTwice: string[]
  /** Key → task of what was acknowledged. */
  readonly accepted: Map<string, string>
  readonly failures: unknown[]
}

/** A process that works on every key until it is dead or done. */
async function work(
  ledger: FileLedger,
  name: string,
  pick: (count: number) => number,
  record: Record,
): Promise<void> {
  const { senders, paidTwice, accepted } = record
  for (let round = 0; round < 3; round++) {
    await Promise.all(
      keys.map(async (key) => {
        const attempt = `${name}-${round}-${key}`
        if ((await ledger.begin(intent(key, attempt))).attempt !== attempt) return
        const other = senders.get(key)
        if (other !== undefined) paidTwice.push(`${key}: ${other}, then ${attempt}`)
        senders.set(key, attempt)
        if (pick(3) === 0) {
          senders.delete(key)
          await ledger.update(key, { attempt, state: 'rejected' })
        } else {
          await ledger.update(key, { attempt, state: 'accepted', taskId: attempt })
          accepted.set(key, attempt)
        }
      }),
    )
    if (pick(2)) await ledger.compact()
  }
}

/** Runs processes in an order that the seed decides, and kills some. */
async function simulate(seed: number, trouble: { power: boolean; full: boolean }): Promise<Record> {
  let last = seed
  const pick = (count: number): number => {
    last = (Math.imul(last, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((last / 2 ** 32) * count)
  }
  const disk = new SimulatedDisk(pick)
  const record: Record = { senders: new Map(), paidTwice: [], accepted: new Map(), failures: [] }
  const alive = new Set<Process>()
  let started = 0
  const start = (): void => {
    const process = { dead: false }
    const name = `process${(started += 1)}`
    alive.add(process)
    const ledger = ledgerOn(disk.of(process), '/ledger', { keepMs: 0, compactBytes: 3000 }, () => started)
    work(ledger, name, pick, record).then(
      () => alive.delete(process),
      (error: unknown) => {
        alive.delete(process)
        if (!String(error).includes('ENOSPC')) record.failures.push(error)
      },
    )
  }
  const kill = (process: Process): void => {
    process.dead = true
    alive.delete(process)
  }

  for (let count = 0; count < 3; count++) start()
  for (let steps = 0; alive.size; steps++) {
    disk.step()
    if (steps > 100_000) throw new Error('Everybody waits and nobody goes on')
    await setImmediate()
    const die = pick(40) === 0 && started < 6
    if (die) {
      kill([...alive][pick(alive.size)] ?? { dead: true })
      start()
    }
    if (trouble.full && pick(60) === 0) disk.full = !disk.full
    if (trouble.power && pick(150) === 0 && started < 12) {
      alive.forEach(kill)
      disk.powerFailure()
      start()
      start()
    }
  }

  disk.full = false
  const survivor = ledgerOn(disk.of({ dead: false }), '/ledger', {}, () => started)
  const found: Submission[] = []
  const looking = new Set([survivor])
  survivor
    .list()
    .then(
      (list) => found.push(...list),
      (error: unknown) => record.failures.push(error),
    )
    .finally(() => looking.clear())
  while (looking.size) {
    disk.step()
    await setImmediate()
  }
  for (const [key, taskId] of record.accepted) {
    expect(found.find((each) => each.key === key)).toMatchObject({ state: 'accepted', taskId })
  }
  return record
}

it.for([
  ['while processes are killed', { power: false, full: false }],
  ['while power fails', { power: true, full: false }],
  ['while the disk is full now and then', { power: false, full: true }],
] as const)('gives no key twice and loses nothing, in any order of steps, %s', async ([, trouble]) => {
  await assert(
    asyncProperty(noShrink(nat()), async (seed) => {
      const { paidTwice, failures } = await simulate(seed, trouble)
      expect({ paidTwice, failures }).toEqual({ paidTwice: [], failures: [] })
    }),
    { numRuns: 100 },
  )
})
