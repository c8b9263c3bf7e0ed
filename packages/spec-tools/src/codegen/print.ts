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
export const ${value}: Model<${quote(id)}, ${input}> = ${JSON.stringify({ id, kind, schema: checks }, undefined, 2)}
`
}

/** The map from id to input. A map costs a user's compiler the entries it looks up; a union costs all of them. */
export function printModelInputs(models: readonly ModelSource[]): string {
  const imports = models.map((model) => `import type { ${model.input} } from './${moduleFile(model)}'`)
  const entries = models.map(({ id, input }) => `  ${quote(id)}: ${input}`)
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
    ...keywords.map((keyword) => `  | ${quote(keyword)}`),
    '',
  ].join('\n')
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** A comment above a declaration; what an id or a page holds cannot end it. */
function docs(...lines: readonly string[]): string {
  const told = lines.filter((line) => line !== '').map((line) => line.replaceAll('*/', '*\\/'))
  return told.length === 1
    ? `/** ${told[0]} */`
    : ['/**', ...told.map((line) => ` * ${line}`), ' */'].join('\n')
}

/** The first line of a text. */
function oneLine(text: string | undefined): string | undefined {
  return text?.trim().split('\n')[0]
}
