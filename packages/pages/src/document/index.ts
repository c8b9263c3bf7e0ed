/** An OpenAPI document as JSON: its values, places, references, schemas and names. Loads no engine. */
export { contractOf } from './contract.ts'
export { brief, contrast, type Difference, differences } from './differences.ts'
export {
  at,
  inOneOrder,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  parseJson,
  type Path,
  pathOf,
  pointer,
  sameJson,
  textAt,
} from './json.ts'
export { componentName, exampleName, fingerprint, secondName } from './name.ts'
export { keysOfReference, reachableFrom, referencesIn, resolve } from './reference.ts'
export { reasonOf, refuse, SpecError } from './spec-error.ts'
export { upgradeTo31 } from './upgrade.ts'
export { walkSchemas } from './walk.ts'
