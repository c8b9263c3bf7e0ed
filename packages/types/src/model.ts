/**
 * A model of the market as a value: its id, and the schema that the client checks an input against.
 * Import the ones you use from `@apikley/types/models/<id>`; nothing else is loaded, at run time or by the compiler.
 */
export interface Model<
  Id extends string = string,
  Input extends object | string = object | string,
  Fields extends object = object,
> {
  /** The id as the API knows it, e.g. `kling/v2-1-master-text-to-video`. */
  readonly id: Id
  /** What it makes, as far as its page or its id tell: how long its tasks take is guessed from it. */
  readonly kind?: MediaKind
  /** What an input must look like. Absent: the client checks nothing before it sends. */
  readonly schema?: InputSchema
  /**
   * What a request must look like beside `model` and `input`. Absent: it may have a `callBackUrl` and nothing else, or
   * whatever it is given where there is no `schema` either.
   */
  readonly fields?: SchemaNode
  /** Carries the type of the input to the compiler. Never there at run time. */
  readonly '~input'?: Input
  /** The same for `fields`. */
  readonly '~fields'?: Fields
}

/** What a model makes. */
export type MediaKind = 'video' | 'image' | 'audio' | 'text'

/** The schema of a model's whole input: an object, or several forms of which some may be texts. */
export type InputSchema = SchemaNode

/**
 * The part of JSON Schema 2020-12 that says whether a value is valid. The generator refuses a model that needs any other
 * keyword, so a checker that knows these knows them all. A schema that is copied from a page may have words, defaults and
 * examples beside, and be written as OpenAPI 3.0 has it.
 */
export interface SchemaNode extends SchemaNotes {
  /** A {@link JsonType}, or several. In a schema that is not written where it is used it is any text to the compiler. */
  readonly type?: JsonType | (string & {}) | readonly (JsonType | (string & {}))[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  /** Counted in Unicode code points, as JSON Schema says, not in UTF-16 units. */
  readonly minLength?: number
  /** Counted in Unicode code points, as JSON Schema says, not in UTF-16 units. */
  readonly maxLength?: number
  /** An ECMA-262 expression (flag `u`) that matches anywhere in the string. */
  readonly pattern?: string
  /** E.g. `uri`. JSON Schema leaves it to the reader whether a format is enforced. */
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  /** `true`, as OpenAPI 3.0 writes it, means `minimum`. */
  readonly exclusiveMinimum?: number | boolean
  /** `true`, as OpenAPI 3.0 writes it, means `maximum`. */
  readonly exclusiveMaximum?: number | boolean
  readonly multipleOf?: number
  readonly items?: SchemaNode
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[]
  /** Absent where upstream says nothing about further fields. */
  readonly additionalProperties?: boolean | SchemaNode
  readonly anyOf?: readonly SchemaNode[]
  readonly oneOf?: readonly SchemaNode[]
  readonly allOf?: readonly SchemaNode[]
}

/** What a schema may have beside: but for `nullable`, it decides nothing. */
export interface SchemaNotes {
  /** OpenAPI 3.0: null is valid, too, whatever the other keywords say. */
  readonly nullable?: boolean
  readonly title?: string
  readonly description?: string
  /** What the API takes where nothing is given. The client sends nothing in its place. */
  readonly default?: unknown
  readonly example?: unknown
  readonly examples?: unknown
  readonly deprecated?: boolean
  readonly readOnly?: boolean
  readonly writeOnly?: boolean
  readonly externalDocs?: unknown
  readonly xml?: unknown
  readonly discriminator?: unknown
  readonly $schema?: string
  readonly $id?: string
  readonly $comment?: string
  readonly [extension: `x-${string}`]: unknown
}

export type JsonType = 'array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string'
