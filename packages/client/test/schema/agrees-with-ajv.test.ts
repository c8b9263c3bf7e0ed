import type { SchemaNode } from '@apikley/types/api'
import { klingV21MasterTextToVideo } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkSchema } from '../../src/schema/check-schema.ts'
import { share } from '../fuzz/fuzz.ts'

/** The same numbers in every run; a failure is found again by its path. */
const runs = { seed: 20_261_122, numRuns: share * 10_000 }

const closed = { additionalProperties: false } as const

const schemas: Record<string, SchemaNode> = {
  kling: { ...closed, ...klingV21MasterTextToVideo.schema },
  'images to video': {
    type: 'object',
    ...closed,
    required: ['images', 'mode'],
    properties: {
      images: { type: 'array', items: { type: 'string', pattern: '^[a-c]*$' }, minItems: 1, maxItems: 3 },
      mode: { enum: ['fast', 2, null, { a: 1 }] },
      seed: { type: 'integer', minimum: -5, exclusiveMaximum: 5 },
      loop: { type: ['boolean', 'null'] },
      scale: { type: 'number', multipleOf: 0.5, exclusiveMinimum: 0 },
      tags: { type: 'array', uniqueItems: true },
      version: { const: 'v2' },
    },
  },
  shots: {
    type: 'object',
    additionalProperties: { type: 'array', maxItems: 1 },
    properties: {
      shots: {
        type: 'array',
        items: {
          type: 'object',
          ...closed,
          properties: {
            prompt: { type: 'string', minLength: 2, maxLength: 3 },
            seconds: { type: 'integer' },
          },
          required: ['prompt'],
        },
      },
    },
  },
  forms: {
    allOf: [{ type: 'object' }, { required: ['a'], properties: { b: { type: 'null' } } }],
    anyOf: [{ properties: { a: { type: 'string' } } }, { required: ['b'] }],
    oneOf: [{ properties: { a: { type: 'number' } } }, { properties: { a: { enum: ['x', 1] } } }],
  },
}

const anything = fc.jsonValue({ maxDepth: 2 })

/** Values near what a schema wants: mostly its own fields, choices and limits, now and then anything at all. */
function near(schema: SchemaNode): fc.Arbitrary<unknown> {
  const wanted = fitting(schema)
  return wanted.length === 0
    ? anything
    : fc.oneof({ weight: 1, arbitrary: anything }, { weight: 20, arbitrary: fc.oneof(...wanted) })
}

function fitting(schema: SchemaNode): fc.Arbitrary<unknown>[] {
  const { properties, enum: choices, items, minimum = 0, maximum = 1, maxLength = 3 } = schema
  if (choices) return [fc.constantFrom(...choices)]
  if ('const' in schema) return [fc.constant(schema.const)]
  const types = [schema.type ?? []].flat()
  const options: fc.Arbitrary<unknown>[] = []
  if (types.includes('string')) {
    const edges = ['a'.repeat(maxLength), '🗼'.repeat(maxLength), 'a'.repeat(maxLength + 1)]
    options.push(
      fc.string({ unit: fc.constantFrom('a', 'b', '🗼'), maxLength: 4 }),
      fc.constantFrom(...edges),
    )
  }
  if (types.includes('number')) options.push(fc.constantFrom(minimum, maximum, 0.5, 0.25, 3))
  if (types.includes('integer')) options.push(fc.constantFrom(minimum, maximum, 0, 3, 0.5))
  if (types.includes('boolean')) options.push(fc.boolean())
  if (types.includes('array')) {
    const inside = items ? near(items) : fc.oneof(fc.integer({ min: 0, max: 9 }), anything)
    options.push(fc.array(inside, { maxLength: 4 }))
  }
  const parts = [schema, ...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  const fields = Object.entries<SchemaNode>(Object.assign({}, ...parts.map((part) => part.properties)))
  if (properties || fields.length > 0) {
    const arbitraries = Object.fromEntries(fields.map(([name, node]) => [name, near(node)]))
    const further = { toString: fc.constant(1), extra: fc.constantFrom([], [1, 2], 'x') }
    options.push(fc.record(arbitraries), fc.record(arbitraries, { requiredKeys: [] }))
    options.push(fc.record({ ...arbitraries, ...further }, { requiredKeys: [] }))
  }
  return options
}

it.for(Object.entries(schemas))(
  'on %s, what is refused here is refused by ajv, and the reverse',
  ([, schema]) => {
    const judge = new Ajv2020({ strict: false, multipleOfPrecision: 9 }).compile(schema)
    const verdicts = { accepted: 0, refused: 0 }
    fc.assert(
      fc.property(near(schema), (value) => {
        const problems = checkSchema(schema, value, 'input')
        const accepted = judge(value)
        verdicts[accepted ? 'accepted' : 'refused']++
        expect({ value, accepted: problems.length === 0, problems }).toMatchObject({ value, accepted })
      }),
      runs,
    )
    // Or else the values would prove nothing.
    expect(verdicts.accepted).toBeGreaterThan(runs.numRuns / 40)
    expect(verdicts.refused).toBeGreaterThan(runs.numRuns / 40)
  },
)
