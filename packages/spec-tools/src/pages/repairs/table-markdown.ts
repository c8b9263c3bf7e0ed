import { alignedTable } from '../../text/aligned-table.ts'
import { repairRules } from './table.ts'

/** The table of repairs as Markdown; `specs/README.md` quotes it. */
export function repairTable(): string {
  return alignedTable(
    ['repair', 'what it does', 'changes what the page says'],
    repairRules.map(({ name, does, changesMeaning }) => [`\`${name}\``, does, changesMeaning ? 'yes' : '']),
  )
}
