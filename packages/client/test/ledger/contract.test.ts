import { memoryLedger } from '@apikley/client'
import { ledgerContract } from '@apikley/client/ledger-kit'
import { sqliteLedger } from '@apikley/client/node'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../folder.ts'

const paths = new WeakMap<object, string>()

const ledgers = {
  memoryLedger: ledgerContract({ open: () => memoryLedger() }),
  sqliteLedger: ledgerContract({
    async open() {
      const path = join(await temporaryFolder(), 'ledger.db')
      const ledger = sqliteLedger(path)
      paths.set(ledger, path)
      return ledger
    },
    reopen: (first) => sqliteLedger(paths.get(first) ?? ''),
  }),
}

describe.for(Object.entries(ledgers))('%s', ([, cases]) => {
  it.for(cases.map(({ name, run }) => [name, run] as const))('%s', ([, run]) =>
    expect(run()).resolves.toBeUndefined(),
  )
})
