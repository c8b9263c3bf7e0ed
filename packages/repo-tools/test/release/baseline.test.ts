import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { baselineProblems } from '../../src/release/baseline.ts'

const types = { name: '@apikley/types', version: '0.2.0' }
let root: string

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'apikley-baseline-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(file: string, value: unknown): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), JSON.stringify(value))
}

test('types are published when the baseline of the next plan is what they were made from', () => {
  write('packages/types/package.json', { 'x-openapi-version': '1.0.0+abc' })
  write('specs/released.json', { info: { version: '1.0.0+abc' } })
  expect(baselineProblems(root, [types])).toEqual([])
})

test.each([
  { case: 'of another version', released: { info: { version: '1.0.0+old' } } },
  { case: 'missing', released: undefined },
])('types are not published while the baseline is $case', ({ released }) => {
  write('packages/types/package.json', { 'x-openapi-version': '1.0.0+abc' })
  if (released) write('specs/released.json', released)
  expect(baselineProblems(root, [types])).toEqual([expect.stringContaining('`pnpm run version`')])
})

test('a release without the types asks for no baseline', () => {
  expect(baselineProblems(root, [{ name: '@apikley/mock', version: '0.2.0' }])).toEqual([])
})
