import type { Rolldown } from 'tsdown'

/**
 * Takes jsonc-parser's ES modules into the build. What its `main` leads to is UMD, whose `require` the bundler does not
 * follow; Node cannot load the ES modules, since they name files without an ending.
 */
export function jsoncParser(): Rolldown.Plugin {
  return {
    name: 'jsonc-parser',
    resolveId(source, importer) {
      return source === 'jsonc-parser' ? this.resolve('jsonc-parser/lib/esm/main.js', importer) : null
    },
  }
}
