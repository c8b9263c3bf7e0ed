export { type LedgerCase, ledgerContract, type LedgerUnderTest } from './ledger-kit/ledger-contract.ts'
