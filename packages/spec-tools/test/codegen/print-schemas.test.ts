import { expect, test } from 'vitest'
import { printSchemas } from '../../src/engines/openapi-typescript.ts'
import type { JsonObject } from '@apikley/pages/document'

const lantern: JsonObject = {
  type: 'object',
  required: ['prompt'],
  properties: {
    prompt: { type: 'string', description: 'What shall be seen.', maxLength: 20 },
    size: { type: 'string', enum: ['small', 'large'], default: 'small' },
    frames: { type: 'array', items: { type: ['string', 'null'] }, minItems: 1 },
    more: { oneOf: [{ type: 'object', properties: { speed: { type: 'number' } } }, { type: 'boolean' }] },
  },
}
const lamp: JsonObject = { ...lantern, required: ['prompt', 'size'], description: 'Another one.' }

test('a schema is printed the same alone and beside others, whatever was printed before', async () => {
  const alone = await printSchemas({ Lantern: lantern })
  // By another name it is printed anew.
  const beside = await printSchemas({ Lamp: lamp, Torch: lantern, Lantern: lantern })
  expect([...beside.keys()]).toEqual(['Lamp', 'Torch', 'Lantern'])
  expect(beside.get('Torch')).toContain('export interface Torch {')
  expect(beside.get('Torch')?.replace('Torch', 'Lantern')).toBe(alone.get('Lantern'))
  expect(beside.get('Lantern')).toBe(alone.get('Lantern'))
})

test('by the same name another schema is another type', async () => {
  const [before, after] = [await printSchemas({ Lantern: lantern }), await printSchemas({ Lantern: lamp })]
  expect(before.get('Lantern')).toContain('size?: "small" | "large"')
  expect(after.get('Lantern')).toContain('size: "small" | "large"')
})
