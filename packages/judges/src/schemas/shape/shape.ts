import type { Json, JsonObject } from '@apikley/pages/document'
import type { Located } from '../../document/located.ts'

/** Whether fields that have no schema of their own may stand in an object. */
export type ExtraFields = 'refused' | 'unsaid' | 'documented'

/** A schema as it counts: references followed, the arms of allOf joined, unions with null resolved. */
export interface Shape {
  /** JSON types but null, sorted; none where any will do. */
  readonly types: readonly string[] | undefined
  readonly nullable: boolean
  /** The allowed values but null. */
  readonly values: readonly Json[] | undefined
  /** By keyword, `maxLength`. */
  readonly limits: JsonObject
  readonly properties: ReadonlyMap<string, readonly Located[]>
  readonly required: ReadonlySet<string>
  readonly items: readonly Located[]
  readonly extraFields: ExtraFields
  readonly extraSchemas: readonly Located[]
  /** The forms of anyOf and oneOf. */
  readonly alternatives: readonly Located[]
  readonly default: Json | undefined
  readonly deprecated: boolean
  readonly discriminator: Json | undefined
  readonly docs: JsonObject
  readonly examples: readonly Json[]
  /** Keywords that none of the above holds. */
  readonly rest: JsonObject
}
