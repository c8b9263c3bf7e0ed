import { at } from '../../../json.ts'
import { entries, entry, type Located } from '../document/located.ts'
import { schemaIn } from '../document/schema-in.ts'
import { pathsBelow } from '../schemas/paths-below.ts'
import { callbacksOf } from './callbacks.ts'
import { mediaTypes } from './content.ts'
import { modelsOf } from './models.ts'
import type { Operation } from './operation.ts'

const taskId = /\.task_?id$/i
const callbackAddress = /^\.callback_?url$/i
const recordInfo = /record-?info$/i

/**
 * Whether an operation starts tasks, which are billed: it answers the id of one, tells its end to an address, or asks
 * for a model. Upstream says so nowhere else.
 */
export function createsTasks(operation: Operation): boolean {
  if (!operation.name.startsWith('POST ')) return false
  const body = entry(operation.located, 'requestBody')
  const asks = fieldsOf(body).some((field) => callbackAddress.test(field))
  return asks || answersTaskId(operation) || callbacksOf(operation).size > 0 || modelsOf(body) !== undefined
}

/** Whether an operation tells where a task stands. */
export function tellsOfTasks(operation: Operation): boolean {
  return recordInfo.test(operation.name) || answersTaskId(operation)
}

function answersTaskId({ located }: Operation): boolean {
  const answers = entries(entry(located, 'responses')).filter(([status]) => status.startsWith('2'))
  return answers.some(([, answer]) => fieldsOf(answer).some((field) => taskId.test(field)))
}

function fieldsOf(holder: Located | undefined): readonly string[] {
  if (at(holder?.value, 'content') === undefined) return []
  return [...mediaTypes(holder).values()].flatMap((media) => pathsBelow(schemaIn(media)))
}
