import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Writes a package's totals to `test-results.json`, so that they can be added up when turbo answers from its cache,
 * and prints them as `N passed, N failed`. A file that could not be loaded counts as a failure.
 */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    let passed = 0
    let failed = 0
    for (const module of modules) {
      if (module.errors().length > 0) failed += 1
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        if (state === 'failed') failed += 1
      }
    }
    writeFileSync('test-results.json', `${JSON.stringify({ passed, failed })}\n`)
    console.log(`${passed} passed, ${failed} failed`)
  }
}
