import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clearTotals, formatTotals, readTotals, testResults } from '../src/totals.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'totals-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

function leaveResult(folder: string, passed: number, failed: number): void {
  mkdirSync(path.join(root, folder), { recursive: true })
  const failures = Array.from({ length: failed }, (_, index) => `a.test.ts > no. ${index + 1}\n    Error: x`)
  writeFileSync(path.join(root, folder, 'test-results.json'), JSON.stringify({ passed, failed, failures }))
}

describe('test totals', () => {
  it('add up over packages and apps', () => {
    leaveResult('packages/client', 12, 1)
    leaveResult('packages/mock', 30, 0)
    leaveResult('apps/quickstart', 4, 2)
    expect(readTotals(root, testResults)).toMatchObject({ passed: 46, failed: 3 })
  })

  it('leave out folders that are no packages', () => {
    leaveResult('packages/client/node_modules/other', 12, 1)
    expect(readTotals(root, testResults)).toEqual({ passed: 0, failed: 0, failures: [] })
  })

  it('do not survive being forgotten, so that a run that never started counts nothing', () => {
    leaveResult('packages/client', 12, 1)
    clearTotals(root, testResults)
    expect(readTotals(root, testResults)).toEqual({ passed: 0, failed: 0, failures: [] })
  })

  it('print as the closing line that CI reads', () => {
    expect(formatTotals({ passed: 46, failed: 0, failures: [] })).toBe('46 passed, 0 failed')
  })

  it('name what failed above that line, with the folder and the error', () => {
    leaveResult('packages/client', 12, 1)
    expect(formatTotals(readTotals(root, testResults))).toBe(
      'packages/client: a.test.ts > no. 1\n    Error: x\n12 passed, 1 failed',
    )
  })
})
