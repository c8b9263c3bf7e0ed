import { withDefaults } from './defaults.ts'
import { asNode, isNode, type Node } from './document.ts'
import { openPart } from './open-model.ts'
import { readOperation } from './prism.ts'
import { splitDocument, type Part } from './split.ts'
import type { ContractRequest, Problem, Validator } from './validator.ts'

/** The operations of one path and method: one, or one for each model. */
export interface Route {
  readonly operationId: string
  /**
   * The operation that the body names; undefined when it names none that the document has. With `anyModel`, the name
   * of a model that it does not have is as good: its input is any object.
   */
  choose(body: unknown, anyModel?: boolean): Operation | undefined
  /** Whether the key alone is acceptable, for a body that names no operation. */
  securityProblems(request: ContractRequest): Promise<Problem[]>
}

/** One operation, for one model where the body depends on the model. */
export interface Operation {
  readonly model?: string
  /** The description of the model's request body. */
  readonly about?: string
  /** What the model makes. */
  readonly kind?: string
  readonly validator: () => Promise<Validator>
  /** The input with the schema's defaults. */
  readonly fillInput: (input: unknown) => Record<string, unknown>
}

/** What the OpenAPI document promises. */
export interface Contract {
  /** The routes of a path by method; undefined for a path that the document does not have. */
  path(path: string): ReadonlyMap<string, Route> | undefined
  /** The models of which tasks can be created. */
  readonly models: readonly string[]
  /** Every `POST /path` of the document, for people who took a wrong turn. */
  readonly overview: readonly string[]
}

const contracts = new WeakMap<Node, Contract>()

/** The contract of a document. It has no state, so all mocks of one document share it and read it once. */
export function contractOf(document: Node): Contract {
  const contract = contracts.get(document) ?? createContract(document)
  contracts.set(document, contract)
  return contract
}

function createContract(document: Node): Contract {
  const paths = new Map<string, Map<string, Part[]>>()
  const all = splitDocument(document)
  for (const part of all) {
    const methods = paths.get(part.path) ?? new Map<string, Part[]>()
    const method = part.method.toUpperCase()
    methods.set(method, [...(methods.get(method) ?? []), part])
    paths.set(part.path, methods)
  }
  const routes = new Map(
    [...paths].map(([path, methods]) => [
      path,
      new Map([...methods].map(([method, parts]) => [method, createRoute(document, parts)])),
    ]),
  )
  const overview = [...routes].flatMap(([path, methods]) =>
    [...methods.keys()].map((method) => `${method} ${path}`),
  )
  const models = all.flatMap(({ model }) => model ?? [])
  return { path: (path) => routes.get(path), models, overview }
}

function createRoute(document: Node, parts: readonly Part[]): Route {
  const operations = new Map(parts.map((part) => [part.model, createOperation(document, part)]))
  const [first] = operations.values()
  const [known] = parts
  const open = known?.model === undefined ? undefined : createOperation(document, openPart(known))
  return {
    operationId: String(parts[0]?.operationId),
    choose(body, anyModel = false) {
      const model = asNode(body)['model']
      const chosen =
        operations.get(undefined) ?? (typeof model === 'string' ? operations.get(model) : undefined)
      if (chosen || !anyModel || !open || typeof model !== 'string') return chosen
      return { ...open, model }
    },
    async securityProblems(request) {
      const validator = await first?.validator()
      return (validator?.problems(request) ?? []).filter((problem) => problem.code === 401)
    },
  }
}

function createOperation(document: Node, part: Part): Operation {
  let reading: Promise<Validator> | undefined
  const { input } = asNode(part.requestSchema['properties'])
  const { description } = part.requestSchema
  const { is: kind } = asNode(part.requestSchema['x-kind'])
  return {
    ...(part.model !== undefined && { model: part.model }),
    ...(typeof description === 'string' && { about: description }),
    ...(typeof kind === 'string' && { kind }),
    // Read when first needed, so that start-up does not grow with the number of models.
    validator: () => (reading ??= readOperation(part.document, part.method)),
    fillInput: (value) => {
      const filled = withDefaults(document, input, value ?? {})
      return isNode(filled) ? { ...filled } : {}
    },
  }
}
