import { at } from '@apikley/pages/document'
import { entries, entry, type Located, under } from '../document/located.ts'
import type { OperationFacts } from '../knowledge.ts'
import { pathsBelow } from '../schemas/paths-below.ts'
import { callbacksOf } from './callbacks.ts'
import { mediaTypes } from './content.ts'
import { modelsOf } from './models.ts'
import type { Operation } from './operation.ts'

/** What of an operation tells somebody who knows the API what it does. */
export function factsOf(operation: Operation, modelField: string | undefined): OperationFacts {
  const { name, located } = operation
  const body = entry(located, 'requestBody')
  const answers = entries(entry(located, 'responses')).filter(([status]) => status.startsWith('2'))
  return {
    name,
    sends: fieldsOf(body),
    receives: answers.flatMap(([, answer]) => fieldsOf(answer)),
    hasCallbacks: callbacksOf(operation).size > 0,
    hasModels: modelsOf(body, modelField) !== undefined,
  }
}

function fieldsOf(holder: Located | undefined): readonly string[] {
  if (at(holder?.value, 'content') === undefined) return []
  return [...mediaTypes(holder).values()].flatMap((media) => pathsBelow(under(media, 'schema')))
}
