import type { FaultName } from '../fault.ts'
import { answerFaults } from './answers.ts'
import { callbackFaults } from './callbacks.ts'
import { connectionFaults } from './connection.ts'
import type { KindOfFault } from './kind.ts'
import { linkFaults } from './links.ts'
import { taskFaults } from './tasks.ts'

/**
 * Every kind of fault, in the order of the page's menu. The check, the types, the schema file, the menu and the tables of
 * the documentation follow from it; a name is only here, so the type of the names is made from it, too.
 */
export const catalogue = {
  ...answerFaults,
  ...connectionFaults,
  ...taskFaults,
  ...callbackFaults,
  ...linkFaults,
} as Readonly<Record<FaultName, KindOfFault>>
