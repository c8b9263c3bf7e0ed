import { catalogue } from '../faults/catalogue/index.ts'
import { operationsOf } from '../faults/validate-fault.ts'
import type { FaultName } from '../faults/fault.ts'
import { optionRules } from '../faults/options.ts'
import { mostFaults, scenarioRules } from './validate-scenario.ts'

/** The JSON Schema of scenario files; `generated/scenario.schema.json` is this, written down. */
export function scenarioSchema(): Record<string, unknown> {
  const kinds = Object.keys(catalogue) as FaultName[]
  const options = Object.entries(optionRules).map(([name, { rule }]) => [name, rule])
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What shall go wrong with a mock of the Apikley API',
    type: 'object',
    required: ['faults'],
    additionalProperties: false,
    properties: {
      ...scenarioRules,
      faults: {
        description: 'they wait for requests from the start on, all at once',
        type: 'array',
        maxItems: mostFaults,
        items: { anyOf: kinds.map((kind) => ({ $ref: `#/$defs/${kind}` })) },
      },
    },
    $defs: {
      ...Object.fromEntries(kinds.map((kind) => [kind, schemaOf(kind)])),
      ...Object.fromEntries(options),
    },
  }
}

function schemaOf(kind: FaultName): Record<string, unknown> {
  const options = Object.keys(optionRules).map((name) => [name, { $ref: `#/$defs/${name}` }])
  return {
    description: catalogue[kind].summary,
    type: 'object',
    required: ['kind'],
    properties: {
      kind: { const: kind },
      ...catalogue[kind].fields,
      ...Object.fromEntries(options),
      operation: { enum: operationsOf(catalogue[kind]), description: optionRules.operation.rule.description },
    },
    additionalProperties: false,
  }
}
