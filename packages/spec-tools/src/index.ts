/**
 * Code generation: the models of an OpenAPI document as TypeScript modules and JSON Schemas. Needs no file of this
 * repository, and writes none. All else of this package is the command `spec`.
 */
export type { Files } from './codegen/files.ts'
export {
  type GeneratedTypes,
  generateModels,
  type GenerateModelsOptions,
  generateTypes,
} from './codegen/generate-types.ts'
export { type ModelSource, readModels } from './codegen/models.ts'
