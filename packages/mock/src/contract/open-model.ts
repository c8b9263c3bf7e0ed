import { asNode, type Node } from './document.ts'
import { withJsonBody, type Part } from './split.ts'

/**
 * The part for models that the document does not know: as the given model's, but any text names the model and any
 * object is its input.
 */
export function openPart(known: Part): Part {
  const requestSchema: Node = {
    type: 'object',
    required: ['model', 'input'],
    properties: {
      ...asNode(known.requestSchema['properties']),
      model: { type: 'string', minLength: 1 },
      input: { type: 'object' },
    },
  }
  const { operationId, method, path } = known
  return {
    operationId,
    method,
    path,
    get document() {
      const { document } = known
      const operation = asNode(asNode(asNode(document['paths'])[path])[method])
      return { ...document, paths: { [path]: { [method]: withJsonBody(operation, requestSchema) } } }
    },
    requestSchema,
  }
}
