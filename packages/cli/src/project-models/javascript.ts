import type { ModelSource } from '@apikley/spec-tools'
import { literal } from '@apikley/spec-tools/sources'

/** The module of a model as JavaScript. */
export function moduleOf({ value, id, kind, checks, fields }: ModelSource, stamp: string): string {
  const model = { id, ...(kind && { kind }), schema: checks, ...(fields && { fields }) }
  return `// ${stamp}\n\nexport const ${value} = ${literal(model)}\n`
}

/** The declarations of the same module, from its text as TypeScript: all but the value. */
export function declarationsOf({ value }: ModelSource, text: string): string {
  const start = text.lastIndexOf(`\nexport const ${value}: `)
  const end = text.indexOf(' = {\n', start)
  return `${text.slice(0, start)}\n${text.slice(start + 1, end).replace('export const', 'export declare const')}\n`
}
