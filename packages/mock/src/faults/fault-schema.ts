import type { Node } from '../contract/document.ts'
import { catalogue } from './catalogue/index.ts'
import { operationsOf } from './catalogue/operations.ts'
import type { FaultName } from './fault.ts'
import { optionRules } from './options.ts'

/** The names of all kinds of faults. */
export const faultNames: readonly FaultName[] = Object.keys(catalogue) as FaultName[]

/** The JSON Schema of what every fault has: a kind. */
export const anyFaultSchema: Node = {
  title: 'a fault',
  examples: [{ kind: 'lostResponse' }],
  type: 'object',
  required: ['kind'],
  properties: { kind: { enum: faultNames } },
}

/** The JSON Schema of a fault of one kind; the fields that all kinds have are `optionRules` under `$defs`. */
export function faultSchema(kind: FaultName): Node {
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
