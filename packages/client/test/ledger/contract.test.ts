import { memoryLedger } from '@apikley/client'
import { ledgerContract } from '@apikley/client/ledger-kit'
import { fileLedger } from '@apikley/client/node'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../folder.ts'

const folders = new WeakMap<object, string>()

const ledgers = {
  memoryLedger: ledgerContract({ open: () => memoryLedger() }),
  fileLedger: ledgerContract({
    async open() {
      const folder = await temporaryFolder()
      const ledger = fileLedger(folder)
      folders.set(ledger, folder)
      return ledger
    },
    reopen: (first) => fileLedger(folders.get(first) ?? ''),
  }),
  'fileLedger, compacting all the time': ledgerContract({
    async open() {
      const folder = await temporaryFolder()
      const ledger = fileLedger(folder, { compactBytes: 1, sync: false })
      folders.set(ledger, folder)
      return ledger
    },
    reopen: (first) => fileLedger(folders.get(first) ?? '', { compactBytes: 1, sync: false }),
  }),
}

describe.for(Object.entries(ledgers))('%s', ([, cases]) => {
  it.for(cases.map(({ name, run }) => [name, run] as const))('%s', ([, run]) =>
    expect(run()).resolves.toBeUndefined(),
  )
})
