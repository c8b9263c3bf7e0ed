import type { Node } from '../contract/document.ts'
import type { Rule } from '../faults/rules.ts'

const members: Readonly<Record<'$schema' | 'description' | 'seed', Rule>> = {
  $schema: {
    type: 'string',
    minLength: 1,
    maxLength: 2_000,
    description: 'where this schema is, for editors',
  },
  description: { type: 'string', minLength: 1, maxLength: 10_000, description: 'for people' },
  seed: {
    type: 'integer',
    minimum: Number.MIN_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
    description: "everything random is drawn from it; the mock's own seed goes before it",
  },
}

/** The JSON Schema of scenario files, with that of a fault. */
export function scenarioSchema(fault: Node): Node {
  return {
    title: 'a scenario',
    description: 'What shall go wrong with a mock of the Apikley API',
    examples: [{ faults: [{ kind: 'lostResponse', probability: 0.1 }] }],
    type: 'object',
    required: ['faults'],
    additionalProperties: false,
    properties: {
      ...members,
      faults: {
        description: 'they wait for requests from the start on, all at once',
        type: 'array',
        maxItems: 1_000,
        items: fault,
      },
    },
  }
}
