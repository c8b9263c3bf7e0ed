import { asNode, reduceTo, resolve, type Node } from './document.ts'

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const

/** A method as the document spells it. */
export type Method = (typeof methods)[number]

/** One operation in a document of its own, small enough to validate quickly whatever the size of the whole. */
export interface Part {
  readonly operationId: string
  readonly method: Method
  readonly path: string
  /** The model whose request body this part describes; undefined when the body depends on no model. */
  readonly model?: string
  readonly document: Node
  /** The schema of the JSON body with its `$ref` followed. */
  readonly requestSchema: Node
}

/**
 * One part for each operation; an operation whose JSON body is a `oneOf` told apart by a `model` property gives one
 * part for each model. Validated against the whole union, a wrong body would be answered with the errors of all
 * models, and time and memory would grow with their number.
 */
export function splitDocument(document: Node): Part[] {
  return Object.entries(asNode(document['paths'])).flatMap(([path, item]) =>
    methods
      .filter((method) => asNode(item)[method] !== undefined)
      .flatMap((method) => splitOperation(document, path, method, asNode(asNode(item)[method]))),
  )
}

function splitOperation(document: Node, path: string, method: Method, declared: Node): Part[] {
  // Prism would call back at once, with the example body, even for a rejected request.
  const { callbacks: _unused, ...operation } = declared
  const content = asNode(asNode(operation['requestBody'])['content'])
  const schema = asNode(content['application/json'])['schema']
  const part = (body: unknown, model?: string): Part => ({
    operationId: String(operation['operationId']),
    method,
    path,
    ...(model !== undefined && { model }),
    // Made when it is read: for two hundred models it takes longer than everything else at the start.
    get document() {
      return reduceTo(document, { [path]: { [method]: withJsonBody(operation, body) } })
    },
    requestSchema: resolve(document, body),
  })

  const discriminator = asNode(resolve(document, schema)['discriminator'])
  if (discriminator['propertyName'] !== 'model') return [part(schema)]
  return Object.entries(asNode(discriminator['mapping'])).map(([model, ref]) => part({ $ref: ref }, model))
}

/** The operation with another schema for its JSON body. */
export function withJsonBody(operation: Node, schema: unknown): Node {
  if (schema === undefined) return operation
  const requestBody = asNode(operation['requestBody'])
  const content = asNode(requestBody['content'])
  // The examples of the shared body belong to all models, so they go.
  return {
    ...operation,
    requestBody: { ...requestBody, content: { ...content, 'application/json': { schema } } },
  }
}
