import type { Rolldown } from 'tsdown'

const engines = /[\\/]spec-tools[\\/]src[\\/]engines[\\/](?:openapi-)?typescript\.ts$/
const required = /\b(?:require|createRequire\(import\.meta\.url\))\('([^']+)'\)/g

/**
 * Lets the generator of types, and the TypeScript that it needs, travel inside: a dependency would be found by the
 * user's own tools in place of their compiler. Code generation loads both by `require`, which a bundler does not follow.
 */
export function compilerInside(): Rolldown.Plugin {
  return {
    name: 'compiler-inside',
    transform(code, id) {
      if (!engines.test(id)) return undefined
      const names = [...code.matchAll(required)].map(([, name = '']) => name)
      if (names.length === 0)
        throw new Error(`${id} requires nothing any more: this plugin has nothing to do.`)
      const imports = names.map((name, index) => `import * as inside${index} from '${name}'`)
      const body = code.replaceAll(required, (_, name: string) => {
        const whole = `inside${names.indexOf(name)}`
        return name === 'typescript' ? `${whole}.default` : whole
      })
      return `${imports.join('\n')}\n${body}`
    },
  }
}
