import { globSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

/** How many tests passed and failed, over one or more runs. */
export interface Totals {
  passed: number
  failed: number
  /** What failed and with which error: these runs write much more than a CI log keeps. */
  failures: string[]
}

/** The files in which test runs leave their totals; turbo restores them when it answers from its cache. */
export const testResults = ['packages/*/test-results.json', 'apps/*/test-results.json']
export const compatibilityResults = ['packages/*/compatibility-results.json']

/** Adds up what the runs under `root` left behind in the files that match `patterns`. */
export function readTotals(root: string, patterns: readonly string[]): Totals {
  const sum: Totals = { passed: 0, failed: 0, failures: [] }
  for (const file of globSync([...patterns], { cwd: root })) {
    const { passed, failed, failures } = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Totals
    sum.passed += passed
    sum.failed += failed
    sum.failures.push(...failures.map((failure) => `${path.dirname(file)}: ${failure}`))
  }
  return sum
}

/** Removes earlier totals, so that a run that never started is not counted with an old result. */
export function clearTotals(root: string, patterns: readonly string[]): void {
  for (const file of globSync([...patterns], { cwd: root })) rmSync(path.join(root, file))
}

/** The closing line, which CI reads, below what failed. */
export function formatTotals({ passed, failed, failures }: Totals): string {
  return [...failures, `${passed} passed, ${failed} failed`].join('\n')
}
