import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forgetTotals, formatTotals, readTotals, testResults } from '../src/totals.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'totals-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

function leaveResult(folder: string, passed: number, failed: number): void {
  mkdirSync(path.join(root, folder), { recursive: true })
  writeFileSync(path.join(root, folder, 'test-results.json'), JSON.stringify({ passed, failed }))
}

describe('test totals', () => {
  it('add up over packages and apps', () => {
    leaveResult('packages/client', 12, 1)
    leaveResult('packages/mock', 30, 0)
    leaveResult('apps/quickstart', 4, 2)
    expect(readTotals(root, testResults)).toEqual({ passed: 46, failed: 3 })
  })

  it('leave out folders that are no packages', () => {
    leaveResult('packages/client/node_modules/other', 12, 1)
    expect(readTotals(root, testResults)).toEqual({ passed: 0, failed: 0 })
  })

  it('do not survive being forgotten, so that a run that never started counts nothing', () => {
    leaveResult('packages/client', 12, 1)
    forgetTotals(root, testResults)
    expect(readTotals(root, testResults)).toEqual({ passed: 0, failed: 0 })
  })

  it('print as the closing line that CI reads', () => {
    expect(formatTotals({ passed: 46, failed: 3 })).toBe('46 passed, 3 failed')
  })
})
