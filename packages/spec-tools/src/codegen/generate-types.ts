import { printDocument, printSchemas } from '../engines/openapi-typescript.ts'
import { at, type JsonObject, SpecError } from '@apikley/pages/document'
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
  const raw = await printDocument(withoutModels(spec))
  const { modules, schemas } = await generateModels(readModels(spec), {
    stamp,
    others: [['openapi.ts', raw]],
  })
  return { version, modules, schemas }
}

export interface GenerateModelsOptions {
  /** The first line of each module and the comment of each schema: by what they are made, and not to be edited. */
  readonly stamp: string
  /** What a module imports the type `Model` from. Default: `model.ts` in the folder above the modules. */
  readonly modelImport?: string
  /** Modules that are stamped and held to the same rules. */
  readonly others?: readonly (readonly [path: string, text: string])[]
  /** Lays a module out before it is held to the rules. Default: it stays as it is printed. */
  readonly format?: (path: string, text: string) => Promise<string>
}

/**
 * A module and a JSON Schema of each model, and the module with the map of their inputs. Needs no file of this repository.
 * @throws SpecError when something of a page became more than types and JSON.
 */
export async function generateModels(
  models: readonly ModelSource[],
  { stamp: line, modelImport, others = [], format = async (_, text) => text }: GenerateModelsOptions,
): Promise<Omit<GeneratedTypes, 'version'>> {
  const texts = [...others, ...(await modelModules(models, modelImport))]
  const modules = new Map(
    await Promise.all(
      texts.map(async ([path, text]) => [path, await format(path, `// ${line}\n\n${text}`)] as const),
    ),
  )
  refuseAllButDeclarations(modules, modelImport)
  const schemas = models.map((model): [string, string] => [
    `${model.path}.json`,
    `${literal(documentedSchema(model, warningOf(model), line))}\n`,
  ])
  return { modules, schemas: new Map(schemas) }
}

/** The modules of these models, of the map of them, and of what their schemas are made of; without a stamp. */
export async function modelModules(models: readonly ModelSource[], modelImport?: string): Promise<Files> {
  const declarations = await printSchemas(
    Object.fromEntries(
      models.flatMap(({ input, schema, fieldsType, fieldsSchema }) => [
        [input, spreadForms(schema)],
        [fieldsType, spreadForms(fieldsSchema)],
      ]),
    ),
  )
  return new Map([
    ['model-inputs.ts', printModelInputs(models)],
    ['validation-keyword.ts', printKeywords(Object.keys(validationKeywords))],
    ...models.map((model): [string, string] => [
      moduleFile(model),
      printModel(model, declarations, modelImport),
    ]),
  ])
}
