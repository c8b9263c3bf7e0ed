import { printDocument, printSchemas } from '../engines/openapi-typescript.ts'
import { at, type JsonObject } from '../json.ts'
import { SpecError } from '../spec-error.ts'
import { literal } from '../text/inert.ts'
import { documentedSchema } from './input-schema.ts'
import { validationKeywords } from './keywords.ts'
import { type ModelSource, readModels } from './models.ts'
import { withoutModels } from './open-document.ts'
import type { Files } from './files.ts'
import { refuseAllButDeclarations } from './only-declarations.ts'
import { spreadForms } from './spread-forms.ts'
import { moduleFile, printKeywords, printModel, printModelInputs, warningOf } from './print.ts'

/** The version stands in the package.json alone, so that a model that changes changes no file of another one. */
const stamp = 'Generated from the OpenAPI document of Apikley. Do not edit.'

export interface GeneratedTypes {
  /** The version of the spec. */
  readonly version: string
  /** TypeScript modules. */
  readonly modules: Files
  /** JSON Schemas. */
  readonly schemas: Files
}

/**
 * Everything that `@apikley/types` has from the spec. Reads and writes no file.
 * @throws SpecError that lists what is wrong with the spec.
 */
export async function generateTypes(spec: JsonObject): Promise<GeneratedTypes> {
  const version = at(spec, 'info', 'version')
  if (typeof version !== 'string')
    throw new SpecError(['The spec has no /info/version to stamp the types with.'])
  const models = readModels(spec)
  const modules = new Map([
    ['openapi.ts', await printDocument(withoutModels(spec))],
    ...(await modelModules(models)),
  ])
  const schemas = new Map<string, string>()
  for (const model of models) {
    const schema = documentedSchema(model, warningOf(model), stamp)
    schemas.set(`${model.path}.json`, `${literal(schema)}\n`)
  }
  const stamped = new Map([...modules].map(([path, text]) => [path, `// ${stamp}\n\n${text}`]))
  refuseAllButDeclarations(stamped)
  return { version, modules: stamped, schemas }
}

/** The modules of these models, of the map of them, and of what their schemas are made of; without a stamp. */
export async function modelModules(models: readonly ModelSource[]): Promise<Files> {
  const declarations = await printSchemas(
    Object.fromEntries(
      models.flatMap(({ input, schema, fieldsType, fields }) => [
        [input, spreadForms(schema)],
        ...(fields ? [[fieldsType, spreadForms(fields.schema)]] : []),
      ]),
    ),
  )
  return new Map([
    ['model-inputs.ts', printModelInputs(models)],
    ['validation-keyword.ts', printKeywords(Object.keys(validationKeywords))],
    ...models.map((model): [string, string] => [moduleFile(model), printModel(model, declarations)]),
  ])
}
