import type { OperationFacts } from '@apikley/judges'

const taskId = /\.task_?id$/i
const callbackAddress = /^\.callback_?url$/i
const recordInfo = /record-?info$/i

/**
 * Whether an operation starts tasks, which are billed: it answers the id of one, tells its end to an address, or asks
 * for a model. Upstream says so nowhere else.
 */
export function createsTasks(operation: OperationFacts): boolean {
  const { name, sends, hasCallbacks, hasModels } = operation
  if (!name.startsWith('POST ')) return false
  return (
    hasCallbacks ||
    hasModels ||
    answersTaskId(operation) ||
    sends.some((field) => callbackAddress.test(field))
  )
}

/** Whether an operation tells where a task stands. */
export function tellsOfTasks(operation: OperationFacts): boolean {
  return recordInfo.test(operation.name) || answersTaskId(operation)
}

function answersTaskId({ receives }: OperationFacts): boolean {
  return receives.some((field) => taskId.test(field))
}
