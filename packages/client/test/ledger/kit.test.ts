import { type Ledger, memoryLedger } from '@apikley/client'
import { type LedgerCase, ledgerContract } from '@apikley/client/ledger-kit'
import { describe, expect, it } from 'vitest'
import { rejection } from '../set-up.ts'
import { type Fault, faults as keyFaults } from './broken-ledgers.ts'
import { decisionFaults } from './broken-ledgers-decision.ts'
import { moneyFaults } from './broken-ledgers-money.ts'

/** The cases for ledgers that have one store in memory. */
function casesWith(fault: Fault): LedgerCase[] {
  const stores = new WeakMap<Ledger, Ledger>()
  const over = (store: Ledger, own: boolean): Ledger => {
    const ledger: Ledger = {
      begin: (intent, limit) => store.begin(intent, limit),
      update: (key, change) => store.update(key, change),
      get: (key) => store.get(key),
      find: (taskId) => store.find(taskId),
      list: (filter) => store.list(filter),
      spending: (window) => store.spending(window),
      prune: (before) => store.prune(before),
      ...fault(store, own),
    }
    stores.set(ledger, store)
    return ledger
  }
  return ledgerContract({
    open: () => over(memoryLedger(), false),
    reopen: (first) => over(stores.get(first) ?? memoryLedger(), true),
    entries: 200,
  })
}

const faults = [...keyFaults, ...decisionFaults, ...moneyFaults]
const sound = casesWith(() => ({}))

describe('the contract of ledgers', () => {
  it.for(sound.map(({ name, run }) => [name, run] as const))('is kept by a ledger that %s', ([, run]) =>
    expect(run()).resolves.toBeUndefined(),
  )

  it('asks for another ledger over the same store only where there can be one', () => {
    const alone = ledgerContract({ open: () => memoryLedger() })
    expect(alone.length).toBeGreaterThan(0)
    expect(sound.map(({ name }) => name)).toEqual(expect.arrayContaining(alone.map(({ name }) => name)))
    expect(alone.length).toBeLessThan(sound.length)
  })

  it.for(faults)('a ledger "%s": found out if it %s', async ([rule, , fault]) => {
    const broken = casesWith(fault).find(({ name }) => name === rule)
    const error = await rejection(broken?.run() ?? Promise.resolve())
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toMatch(/expected|rejected/)
  })

  it('has a broken ledger for each of its rules', () => {
    expect(new Set(faults.map(([rule]) => rule))).toEqual(new Set(sound.map(({ name }) => name)))
  })

  it('closes what it has opened, also after a failure', async () => {
    let open = 0
    const [first] = ledgerContract({
      open: () => {
        open += 1
        return { ...memoryLedger(), get: async () => undefined, close: async () => void (open -= 1) }
      },
    })
    await rejection(first?.run() ?? Promise.resolve())
    expect(open).toBe(0)
  })
})
