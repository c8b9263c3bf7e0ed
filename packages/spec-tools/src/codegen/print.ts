import type { ModelSource } from './models.ts'

/** The file of a model, inside the generated folder. */
export function modelPath(id: string): string {
  return `models/${id}.ts`
}

/** The module of one model: the type of its input, and the value that users hand to the client. */
export function printModel(model: ModelSource, declaration: string): string {
  const { id, input, value, kind, checks } = model
  const toSource = '../'.repeat(id.split('/').length + 1)
  return `import type { Model } from '${toSource}model.ts'

/** Input of \`${id}\`. */
${declaration}
/** ${oneLine(model.summary) ?? `The model \`${id}\`.`} */
export const ${value}: Model<${quote(id)}, ${input}> = ${JSON.stringify({ id, kind, schema: checks }, undefined, 2)}
`
}

/** The map from id to input. A map costs a user's compiler the entries it looks up; a union costs all of them. */
export function printModelInputs(models: readonly ModelSource[]): string {
  const imports = models.map(({ id, input }) => `import type { ${input} } from './${modelPath(id)}'`)
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

/** A first line that is safe inside a comment. */
function oneLine(text: string | undefined): string | undefined {
  return text?.trim().split('\n')[0]?.replaceAll('*/', '*\\/')
}
