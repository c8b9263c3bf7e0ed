import type { Rolldown } from 'tsdown'

const message = 'This part of Prism is not in the build: see build/prism.ts.'
const fails = `() => { throw new Error(${JSON.stringify(message)}) }`

/**
 * Modules that Prism loads and that the mock's calls never reach, with what stands in for each: among them all of Prism
 * that opens connections or runs text from a schema as code. Should one be reached after all, its stand-in throws, and the
 * mock answers with an error.
 */
const standIns: readonly { source: string; from: string; code: string }[] = [
  // For `faker` in a schema, which runs a method that the schema names. A test reads the document for the word.
  { source: '@faker-js/faker', from: 'prism-http', code: 'export default {}' },
  // For `jsonPath` in a schema, which may hold a script. The same test.
  { source: 'jsonpath-plus', from: 'json-schema-faker', code: `export const JSONPath = ${fails}` },
  // For json-schema-faker's resolve(), which fetches; Prism calls generate().
  { source: 'json-schema-ref-parser', from: 'json-schema-faker', code: `export const bundle = ${fails}` },
  // For the callbacks of an operation, which src/contract/split.ts takes away.
  { source: './callback/callbacks', from: 'prism-http', code: `export const runCallback = ${fails}` },
  // For JSON as text; the document comes as a value.
  { source: 'jsonc-parser', from: '@stoplight/json', code: 'export {}' },
  // Writes requests and answers to Prism's log, which the mock discards, and loads Prism's proxy to print them.
  {
    source: '../utils/logger',
    from: 'prism-http',
    code: 'export const logRequest = () => {}, logResponse = () => {}',
  },
]

// Sets its export on `this`, which the bundler takes for undefined.
const uriTemplate = {
  module: '/uri-template-lite/index.js',
  from: 'this.URI || (this.URI = {})',
  to: 'exports.URI = {}',
}

function slashes(path = ''): string {
  return path.replaceAll('\\', '/')
}

/** Takes what is reached of Prism into the build. Fails when Prism is no longer made as is said here. */
export function prism(): Rolldown.Plugin {
  const left = new Set(standIns)
  return {
    name: 'prism',
    resolveId(source, importer) {
      const found = standIns.find(
        (each) => each.source === source && slashes(importer).includes(`/${each.from}/`),
      )
      if (!found) return null
      left.delete(found)
      return `\0stand-in:${source}`
    },
    load(id) {
      const { code } = standIns.find(({ source }) => id === `\0stand-in:${source}`) ?? {}
      return code === undefined ? null : { code, moduleType: 'js' }
    },
    transform(code, id) {
      const { module, from, to } = uriTemplate
      if (!slashes(id).endsWith(module)) return null
      if (!code.includes(from)) throw new Error(`${id} no longer says ${from}.`)
      return code.replace(from, to)
    },
    buildEnd() {
      if (left.size > 0)
        throw new Error(`Nothing loads ${[...left].map(({ source }) => source).join(', ')} any more.`)
    },
  }
}
