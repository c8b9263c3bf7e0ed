import { at, isObject, type Json, objectAt, pointer, textAt, walkSchemas } from '@apikley/pages/document'
import { placeOf } from '../bundle/told.ts'
import type { Supplement } from './supplement.ts'

const levels = ['documented', 'recorded', 'reported']
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** Operations, parameters and fields of a supplement that do not say how we know of them, and evidence that says too little. */
export function evidenceProblems({ file, fragment, lineOf }: Supplement): string[] {
  const problems: string[] = []
  const ask = (value: Json, path: readonly (string | number)[]) => {
    const evidence = at(value, 'x-evidence')
    const told = levels.includes(textAt(evidence, 'level')) && textAt(evidence, 'source').trim() !== ''
    if (!told) {
      const place = pointer(path)
      problems.push(
        `${placeOf({ file, place, lineOf })}: ${place} needs x-evidence {level: ${levels.join(' | ')}, source: where it was seen}`,
      )
    }
  }

  const visit = (operation: Json, path: readonly string[]) => {
    // An operation that upstream documents is only added to: it brings no operationId.
    if (at(operation, 'operationId') !== undefined) ask(operation, path)
    const parameters = at(operation, 'parameters')
    if (!Array.isArray(parameters)) return
    for (const [index, parameter] of parameters.entries()) ask(parameter, [...path, 'parameters', index])
  }
  for (const [template, item] of Object.entries(objectAt(fragment, 'paths'))) {
    walkPathItem(item, ['paths', template], visit)
  }
  walkSchemas(fragment, (schema, path) => {
    for (const [name, property] of Object.entries(objectAt(schema, 'properties'))) {
      ask(property, [...path, 'properties', name])
    }
  })
  return problems
}

function walkPathItem(
  item: Json,
  path: readonly string[],
  visit: (operation: Json, path: readonly string[]) => void,
): void {
  if (!isObject(item)) return
  for (const [method, operation] of Object.entries(item)) {
    if (!methods.includes(method)) continue
    visit(operation, [...path, method])
    for (const [name, callback] of Object.entries(objectAt(operation, 'callbacks'))) {
      for (const [expression, target] of Object.entries(objectAt(callback))) {
        walkPathItem(target, [...path, method, 'callbacks', name, expression], visit)
      }
    }
  }
}
