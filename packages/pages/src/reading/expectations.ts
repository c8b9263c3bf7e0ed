import { isObject, listAt, objectAt, textAt } from '../document/json.ts'
import { walkParts } from '../document/walk.ts'
import {
  answerPath,
  createTaskPath,
  modelSchema,
  operationPath,
  operationsIn,
  partAt,
  requestPath,
  requestSchema,
} from './create-task.ts'
import { type Draft, refusal } from './draft.ts'

/** @throws SpecError that names what a page describes instead, if that is not createTask. */
export function refuseOtherPages(draft: Draft): void {
  if (partAt(draft.document, operationPath)) return
  const operations = operationsIn(draft.document)
  const described = operations.length === 0 ? 'no operation' : operations.join(', ')
  const [first] = Object.keys(objectAt(draft.document, 'paths'))
  const place = first === undefined ? ['paths'] : ['paths', first]
  throw refusal(draft, place, `describes ${described}, no createTask (POST ${createTaskPath})`)
}

/** An id goes into file names, types and messages, where a line break has no place. */
export function refuseOddId(draft: Draft): void {
  const model = modelSchema(draft.document)
  const id = textAt(model?.value, 'enum', 0)
  if (/^\S+( \S+)*$/.test(id) && id.length <= 200 && !/\p{Cc}/u.test(id)) return
  throw refusal(draft, [...(model?.path ?? []), 'enum'], `${JSON.stringify(id.slice(0, 200))} is no model id`)
}

/** What every page of a model has, and a page that is cut off has not. */
export function refuseOtherShapes(draft: Draft): void {
  const { document } = draft
  const properties = [...(requestSchema(document)?.path ?? requestPath), 'properties']
  if (!partAt(document, [...properties, 'input'])) {
    throw refusal(draft, properties, 'the body of createTask has no schema for `input`')
  }
  if (!partAt(document, [...answerPath, 'schema'])) {
    throw refusal(draft, answerPath, 'createTask has no answer 200 with a JSON schema: is the text cut off?')
  }
  const schemes = objectAt(document, 'components', 'securitySchemes')
  for (const path of [['security'], [...operationPath, 'security']]) {
    const named = listAt(document, ...path).flatMap((entry) => Object.keys(objectAt(entry)))
    const name = named.find((key) => !Object.hasOwn(schemes, key))
    if (name === undefined) continue
    throw refusal(draft, path, `uses the security scheme ${name} without describing it: is the text cut off?`)
  }
}

/** What breaks the generator of the types, wherever it stands: a field without a schema, a required field without a name. */
export function refuseOddSchemas(draft: Draft): void {
  walkParts(draft.document, (part, path) => {
    for (const [name, schema] of Object.entries(objectAt(part, 'properties'))) {
      if (isObject(schema) || typeof schema === 'boolean') continue
      throw refusal(draft, [...path, 'properties', name], `the field ${JSON.stringify(name)} has no schema`)
    }
    if (listAt(part, 'required').some((name) => typeof name !== 'string')) {
      throw refusal(draft, [...path, 'required'], '`required` lists what is no name of a field')
    }
  })
}
