import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { clearTotals, compatibilityResults, formatTotals, readTotals, testResults } from './totals.ts'

// Three at a time on two cores: each of them waits for a part of its time, and the longest should not run alone at the end.
const turbo = [
  'run',
  'test',
  '--concurrency=3',
  '--continue',
  '--output-logs=new-only',
  ...process.argv.slice(2),
]
const root = path.resolve(import.meta.dirname, '../../..')

// Both kinds: CI adds them up, and the compatibility run comes after this one.
clearTotals(root, [...testResults, ...compatibilityResults])
const { status } = spawnSync('turbo', turbo, {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
const totals = readTotals(root, testResults)
console.log(formatTotals(totals))
process.exitCode = status === 0 && totals.failed === 0 && totals.passed > 0 ? 0 : 1
