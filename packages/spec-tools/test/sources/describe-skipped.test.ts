import { expect, test } from 'vitest'
import { describeSkipped } from '../../src/sources/describe-outcome.ts'

test('a summary counts reasons, and names no single source', () => {
  const skipped = [
    { source: 'a/b.yaml', reason: 'a/b.yaml: is no text in UTF-8' },
    { source: 'a/c.yaml', reason: 'a/c.yaml: is no text in UTF-8' },
    { source: 'a/d.md', reason: 'holds no OpenAPI document, only prose ("D")' },
  ]
  expect(describeSkipped(skipped, false)).toEqual([
    'passed over 3: 2 × is no text in UTF-8, 1 × holds no OpenAPI document, only prose (--verbose lists them)',
  ])
})
