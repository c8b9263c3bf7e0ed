import { at, type Json, listAt, textAt } from '@apikley/pages/document'
import { createTaskPath, operationPath, operationsIn, type Page, partAt } from '@apikley/pages'

/**
 * What a page describes besides its model, of which the bundle takes nothing: other operations, and headers or query
 * parameters of createTask. A sentence for each kind, none where there is nothing.
 */
export function leftOut({ document }: Page): string[] {
  const operations = operationsIn(document).filter((name) => name !== `POST ${createTaskPath}`)
  const parameters = [operationPath.slice(0, -1), operationPath].flatMap((path) =>
    listAt(document, ...path, 'parameters').flatMap((_, index) => {
      const { value } = partAt(document, [...path, 'parameters', index]) ?? {}
      return value === undefined ? [] : [describe(value)]
    }),
  )
  return [
    ...(operations.length > 0 ? [`The page describes ${operations.join(', ')} too, which is left out.`] : []),
    ...(parameters.length > 0
      ? [
          `The page has createTask take ${parameters.join(', ')}, which is left out: the client does not send it.`,
        ]
      : []),
  ]
}

function describe(parameter: Json): string {
  const isRequired = at(parameter, 'required') === true
  return `the ${textAt(parameter, 'in')} parameter ${textAt(parameter, 'name')}${isRequired ? ' (required)' : ''}`
}
