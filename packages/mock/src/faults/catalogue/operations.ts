import { operationNames } from '../../contract/operation-names.ts'
import { download, type KindOfFault } from './kind.ts'

/** What a fault can be restricted to. */
export const operations: readonly string[] = [...operationNames, download]

/** The operations that a kind can apply to. */
export function operationsOf({ appliesTo }: Pick<KindOfFault, 'appliesTo'>): readonly string[] {
  if (appliesTo === 'anything') return operations
  return appliesTo === 'api' ? operationNames : appliesTo
}
