import { linesOf } from '../text/lines-of.ts'
import { commentText, literal, quoted } from '../text/inert.ts'
import type { ModelSource } from './models.ts'

/** The file of a model's module, inside the generated folder. */
export function moduleFile({ path }: Pick<ModelSource, 'path'>): string {
  return `models/${path}.ts`
}

/** What readers of a model's docs have to know first; empty if the model is Apikley's own. */
export function warningOf({ evidence }: Pick<ModelSource, 'evidence'>): string {
  return evidence === undefined
    ? ''
    : `Unverified: known of the twin API only (${evidence.replace(/\.$/, '')}).`
}

/** The module of one model: the type of its input, and the value that users hand to the client. */
export function printModel(model: ModelSource, declaration: string): string {
  const { id, path, input, value, kind, checks } = model
  const toSource = '../'.repeat(path.split('/').length + 1)
  return `import type { Model } from '${toSource}model.ts'

${docs(`Input of \`${id}\`.`, warningOf(model))}
${declaration}
${docs(oneLine(model.summary) ?? `The model \`${id}\`.`, warningOf(model))}
export const ${value}: Model<${quoted(id)}, ${input}> = ${literal({ id, kind, schema: checks })}
`
}

/** The map from id to input. A map costs a user's compiler the entries it looks up; a union costs all of them. */
export function printModelInputs(models: readonly ModelSource[]): string {
  const imports = models.map((model) => `import type { ${model.input} } from './${moduleFile(model)}'`)
  const entries = models.map(({ id, input }) => `  ${quoted(id)}: ${input}`)
  return [
    ...imports,
    '',
    '/** The input of each model, by its id. */',
    'export interface ModelInputs {',
    ...entries,
    '}',
    '',
  ].join('\n')
}

export function printKeywords(keywords: readonly string[]): string {
  return [
    '/** The keywords that the schemas of models use: `SchemaNode` has to know each of them. */',
    'export type ValidationKeyword =',
    ...keywords.map((keyword) => `  | ${quoted(keyword)}`),
    '',
  ].join('\n')
}

/** A comment above a declaration. */
function docs(...texts: readonly string[]): string {
  return `/*${commentText(texts.filter((text) => text !== ''))}*/`
}

/** The first line of a text. */
function oneLine(text: string | undefined): string | undefined {
  return linesOf(text?.trim() ?? '')[0] || undefined
}
