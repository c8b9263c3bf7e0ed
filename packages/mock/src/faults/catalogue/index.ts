import type { FaultName } from '../fault.ts'
import { answerFaults } from './answers.ts'
import { callbackFaults } from './callbacks.ts'
import { connectionFaults } from './connection.ts'
import type { KindOfFault } from './kind.ts'
import { linkFaults } from './links.ts'
import { taskFaults } from './tasks.ts'

/** Every kind of fault. The check, the schema file and the README's table follow from it. */
export const catalogue: Readonly<Record<FaultName, KindOfFault>> = {
  ...connectionFaults,
  ...answerFaults,
  ...taskFaults,
  ...callbackFaults,
  ...linkFaults,
}
