import type { Ledger } from '../ledger/ledger.ts'
import { checkTested } from '../options/check-tested.ts'
import { beginCases } from './begin-cases.ts'
import type { CaseContext, CaseTable } from './case-context.ts'
import { changeCases } from './change-cases.ts'
import { decisionCases } from './decision-cases.ts'
import { keepCases } from './keep-cases.ts'
import { lookCases } from './look-cases.ts'
import { shareCases } from './share-cases.ts'
import { sharedSpendingCases, spendingCases } from './spending-cases.ts'

/** How the kit gets at the ledger that it is to test. */
export interface LedgerUnderTest {
  /** A ledger with an empty store of its own. The kit closes it. */
  readonly open: () => Ledger | Promise<Ledger>
  /**
   * Another ledger over the store of an opened one, as another process would have it: that one may be in use still, or
   * closed. Leave it out if the store ends with its ledger; then no case asks for it.
   */
  readonly reopen?: (first: Ledger) => Ledger | Promise<Ledger>
  /** How many submissions the cases of size write. Default: 10,000. */
  readonly entries?: number | undefined
}

/** One rule of the contract. */
export interface LedgerCase {
  /** The rule, as a sentence whose subject is the ledger. */
  readonly name: string
  /** Rejects if the rule is broken, and says how. */
  readonly run: () => Promise<void>
}

/**
 * Everything that a ledger has to keep to, one case a rule, for any test runner:
 *
 *     for (const { name, run } of ledgerContract({ open, reopen })) test(name, run)
 *
 * A store that fails one of them can pay twice, or lose a result that was paid for.
 */
export function ledgerContract(tested: LedgerUnderTest): LedgerCase[] {
  checkTested('ledgerContract', tested)
  const { open, reopen, entries = 10_000 } = tested
  const prepare = (table: CaseTable, again: LedgerUnderTest['reopen']): LedgerCase[] =>
    Object.entries(table).map(([name, check]) => ({
      name,
      run: () => withContext(open, again, entries, check),
    }))
  return [
    ...prepare(beginCases, undefined),
    ...prepare(changeCases, undefined),
    ...prepare(decisionCases, undefined),
    ...prepare(lookCases, undefined),
    ...prepare(keepCases, undefined),
    ...prepare(spendingCases, undefined),
    ...(reopen ? prepare({ ...shareCases, ...sharedSpendingCases }, reopen) : []),
  ]
}

async function withContext(
  open: LedgerUnderTest['open'],
  reopen: LedgerUnderTest['reopen'],
  entries: number,
  check: (context: CaseContext) => Promise<void>,
): Promise<void> {
  const ledger = await open()
  const opened = [ledger]
  const another = async (): Promise<Ledger> => {
    if (!reopen) throw new Error('The kit needs reopen for this case')
    const next = await reopen(ledger)
    opened.push(next)
    return next
  }
  const close = async (one: Ledger): Promise<void> => {
    opened.splice(opened.indexOf(one), 1)
    await one.close?.()
  }
  try {
    await check({ ledger, another, close, entries })
  } finally {
    for (const one of opened) await one.close?.()
  }
}
