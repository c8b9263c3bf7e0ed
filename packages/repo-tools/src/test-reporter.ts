import { writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestModule } from 'vitest/node'
import { formatTotals, type Totals } from './totals.ts'

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

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly Failure[]): void {
    let passed = 0
    const failures = unhandled.map((error) => failure('outside of any test', [error]))
    if (modules.length === 0) failures.push('no test was found')
    for (const module of modules) {
      const file = module.relativeModuleId
      if (module.errors().length > 0) failures.push(failure(file, module.errors()))
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length > 0) failures.push(failure(`${file} > ${suite.fullName}`, suite.errors()))
      }
      for (const test of module.children.allTests()) {
        const { state, errors = [] } = test.result()
        if (state === 'passed') passed += 1
        if (state === 'failed') failures.push(failure(`${file} > ${test.fullName}`, errors))
      }
    }
    const totals: Totals = { passed, failed: failures.length, failures }
    writeFileSync(this.#file, `${JSON.stringify(totals)}\n`)
    console.log(formatTotals({ ...totals, failures: [] }))
  }
}

interface Failure {
  readonly message: string
  /** What was expected and what came, line by line, where that is what failed. */
  readonly diff?: string | undefined
}

/** Long values are cut: the whole of it stands further up, where the test ran. */
function failure(place: string, errors: readonly Failure[]): string {
  const texts = errors.map(({ message, diff }) => [message, diff ?? ''].join('\n').trim())
  return `${place}\n${stripVTControlCharacters(texts.join('\n')).slice(0, 1500)}`.replaceAll('\n', '\n    ')
}
