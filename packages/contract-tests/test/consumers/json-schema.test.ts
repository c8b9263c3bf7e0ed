import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, inject, test } from 'vitest'

test('the JSON Schema of a model can be loaded from the installed package', () => {
  const require = createRequire(path.join(inject('consumer'), 'program.js'))
  expect(require('@apikley/types/schemas/kling/v2-1-master-text-to-video.json')).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: expect.arrayContaining(['prompt']),
  })
})
