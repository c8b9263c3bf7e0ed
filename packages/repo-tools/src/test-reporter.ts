import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Writes a package's totals to a file, so that they can be added up when turbo answers from its cache, and prints them
 * as `N passed, N failed`. A file that could not be loaded counts as a failure, and so do a hook that broke and a run
 * whose set-up broke, which has no files at all.
 */
export default class TotalsReporter implements Reporter {
  readonly #file: string

  /** @param options.file Relative to the package. Default: `test-results.json`. */
  constructor({ file = 'test-results.json' }: { file?: string } = {}) {
    this.#file = file
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    let passed = 0
    let failed = unhandled.length + (modules.length === 0 ? 1 : 0)
    for (const module of modules) {
      if (module.errors().length > 0) failed += 1
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length > 0) failed += 1
      }
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        if (state === 'failed') failed += 1
      }
    }
    writeFileSync(this.#file, `${JSON.stringify({ passed, failed })}\n`)
    console.log(`${passed} passed, ${failed} failed`)
  }
}
