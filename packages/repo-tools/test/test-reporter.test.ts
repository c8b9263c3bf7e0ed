import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Totals } from '../src/totals.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'test-reporter-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** Lets vitest run these test files, and returns what the reporter left and the line that it printed. */
function report(files: Record<string, string>): { totals: Totals; line: string | undefined } {
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text)
  const results = path.join(folder, 'results.json')
  const reporter = path.resolve(import.meta.dirname, '../src/test-reporter.ts')
  writeFileSync(
    path.join(folder, 'vitest.config.mjs'),
    `export default { test: { globals: true, reporters: [[${JSON.stringify(reporter)}, { file: ${JSON.stringify(results)} }]] } }`,
  )
  const vitest = path.resolve(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
  const { stdout } = spawnSync(process.execPath, [vitest, 'run', '--root', folder], { encoding: 'utf8' })
  const line = stdout.split('\n').find((each) => / passed, /.test(each))
  return { totals: JSON.parse(readFileSync(results, 'utf8')) as Totals, line }
}

it('a test, a hook and a file that fail are counted and named with their errors', () => {
  const { totals, line } = report({
    'tests.test.mjs': `describe('sums', () => {
      it('one', () => expect(1).toBe(1))
      it('two', () => expect({ a: 1 }).toEqual({ a: 2 }))
      it.skip('three', () => {})
    })`,
    'hook.test.mjs': `describe('hook', () => {
      afterAll(() => { throw new Error('cannot be torn down') })
      it('four', () => {})
    })`,
    'file.test.mjs': `throw new Error('cannot be loaded')`,
  })
  expect(totals).toMatchObject({ passed: 2, failed: 3 })
  const failures = totals.failures.toSorted()
  expect(failures).toHaveLength(3)
  expect(failures[0]).toBe('file.test.mjs\n    cannot be loaded')
  expect(failures[1]).toBe('hook.test.mjs > hook\n    cannot be torn down')
  expect(failures[2]).toMatch(
    /^tests\.test\.mjs > sums > two\n {4}expected .*\n(?: {4}.*\n)*? {4}- +"a": 2,\n/,
  )
  expect(line).toBe('2 passed, 3 failed')
})

it('a run that finds no test has failed', () => {
  expect(report({})).toEqual({
    totals: { passed: 0, failed: 1, failures: ['no test was found'] },
    line: '0 passed, 1 failed',
  })
})
