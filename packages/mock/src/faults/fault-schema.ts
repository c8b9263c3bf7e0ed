import type { Node } from '../contract/document.ts'
import { catalogue } from './catalogue/index.ts'
import { operationsOf } from './catalogue/operations.ts'
import type { FaultName } from './fault.ts'
import { optionRules } from './options.ts'

/** The JSON Schema of a fault, as `fault` beside those of each kind and of the fields that all kinds have. */
export function faultDefinitions(): Record<string, Node> {
  const kinds = Object.keys(catalogue) as FaultName[]
  return {
    fault: {
      title: 'a fault',
      examples: [{ kind: 'lostResponse' }],
      type: 'object',
      required: ['kind'],
      // Of OpenAPI, and known to Ajv: the errors are those of the kind that was meant.
      discriminator: { propertyName: 'kind' },
      oneOf: kinds.map((kind) => ({ $ref: `#/$defs/${kind}` })),
    },
    ...Object.fromEntries(kinds.map((kind) => [kind, schemaOf(kind)])),
    ...optionRules,
  }
}

function schemaOf(kind: FaultName): Node {
  const options = Object.keys(optionRules).map((name) => [name, { $ref: `#/$defs/${name}` }])
  const { summary, fields } = catalogue[kind]
  return {
    title: kind,
    description: summary,
    type: 'object',
    required: ['kind'],
    properties: {
      kind: { const: kind },
      ...fields,
      ...Object.fromEntries(options),
      operation: { ...optionRules.operation, enum: operationsOf(catalogue[kind]) },
    },
    additionalProperties: false,
  }
}
