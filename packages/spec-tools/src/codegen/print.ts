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
export function printModel(
  model: ModelSource,
  declarations: ReadonlyMap<string, string>,
  modelImport?: string,
): string {
  const { id, path, input, value, kind, checks, fields, fieldsType } = model
  const from = modelImport ?? `${'../'.repeat(path.split('/').length + 1)}model.ts`
  return `import type { Model } from '${from}'

${docs(`Input of \`${id}\`.`, warningOf(model))}
${declarations.get(input) ?? ''}
${docs(`What a request to \`${id}\` has beside \`model\` and \`input\`.`, warningOf(model))}
${declarations.get(fieldsType) ?? ''}
${docs(oneLine(model.summary) ?? `The model \`${id}\`.`, warningOf(model))}
export const ${value}: Model<${[quoted(id), input, ...(fields ? [fieldsType] : [])].join(', ')}> = ${literal({
    id,
    kind,
    schema: checks,
    ...(fields && { fields }),
  })}
`
}

/** The map from id to input. A map costs a user's compiler the entries it looks up; a union costs all of them. */
export function printModelInputs(models: readonly ModelSource[]): string {
  const imports = models.map((model) => {
    const names = [...(model.fields ? [model.fieldsType] : []), model.input]
    return `import type { ${names.join(', ')} } from './${moduleFile(model)}'`
  })
  const entries = models.map(({ id, input }) => `  ${quoted(id)}: ${input}`)
  const beside = models.flatMap(({ id, fields, fieldsType }) =>
    fields ? [`  ${quoted(id)}: ${fieldsType}`] : [],
  )
  return [
    ...imports,
    '',
    '/** The input of each model, by its id. */',
    'export interface ModelInputs {',
    ...entries,
    '}',
    '',
    '/** What requests have beside `model`, `callBackUrl` and `input`, or must have, by the id of the models that tell. */',
    ...(beside.length > 0
      ? ['export interface ModelFields {', ...beside, '}']
      : ['export interface ModelFields {}']),
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
