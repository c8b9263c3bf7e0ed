import type { SharedV4Warning } from '@ai-sdk/provider'
import type { Model, SchemaNode } from '@apikley/types/api'
import { invalidCall } from '../errors.ts'
import { plainName, propertiesOf } from './properties.ts'
import type { Synonyms } from './synonyms.ts'
import { choicesOf, firstFitting, inWords, takesType } from './values.ts'

/** A field of a model, by the name that the model gives it. */
export interface Field {
  readonly name: string
  readonly schema: SchemaNode
}

/** A file of a call, of whichever model of the SDK. */
export type MediaFile =
  | { readonly type: 'file'; readonly mediaType: string; readonly data: string | Uint8Array }
  | { readonly type: 'url'; readonly url: string; readonly mediaType?: string }

/** Files that a field takes as addresses. */
export interface Attachment {
  readonly name: string
  readonly isList: boolean
  readonly files: readonly MediaFile[]
}

/** An input of a model in the making, out of the options that all models share. */
export class InputDraft {
  readonly input: Record<string, unknown>
  readonly warnings: SharedV4Warning[] = []
  /** Files that are to be fields of the input once they have an address. */
  readonly attachments: Attachment[] = []
  readonly modelId: string
  readonly #fields: readonly Field[]
  /** Which option a field has its value from. */
  readonly #from = new Map<string, string>()

  /** `given`: the fields that the caller has filled by the model's own names. */
  constructor(model: Model, given: Readonly<Record<string, unknown>>) {
    this.modelId = model.id
    this.input = { ...given }
    this.#fields = Array.from(propertiesOf(model.schema), ([name, schema]) => ({ name, schema }))
    for (const name of Object.keys(given)) this.#from.set(name, `providerOptions.apikley.${name}`)
  }

  /** The fields that some names stand for, in the order of the names. */
  fieldsOf(names: readonly string[]): readonly Field[] {
    return names.flatMap((name) => this.#fields.filter((field) => plainName(field.name) === name))
  }

  /** Fills a field. Throws if another option has filled it with something else. */
  set(option: string, { name }: Field, value: unknown): void {
    const from = this.#from.get(name)
    if (from !== undefined && JSON.stringify(this.input[name]) !== JSON.stringify(value)) {
      throw invalidCall(option, `and ${from} both go to '${name}' of ${this.modelId}, and differ`)
    }
    this.#from.set(name, option)
    this.input[name] = value
  }

  /** The same as `find`; where there is no field, that is a warning. */
  write(option: string, synonyms: Synonyms, written: readonly unknown[]): unknown {
    const value = this.find(option, synonyms, written)
    if (value === undefined) this.warnUnsupported(option)
    return value
  }

  /**
   * Fills the field of an option with the first of some ways to write its value that the field takes, and answers it;
   * nothing where there is no such field. Throws if there is one that takes none of them.
   */
  find(option: string, { own, shared = [] }: Synonyms, written: readonly unknown[]): unknown {
    const [field] = this.fieldsOf(own)
    const listed = this.fieldsOf(shared).find(
      ({ schema }) => choicesOf(schema).length > 0 && firstFitting(schema, written) !== undefined,
    )
    const fits = field && firstFitting(field.schema, written) !== undefined
    const chosen = fits ? field : (listed ?? field)
    if (!chosen) return undefined
    const value = firstFitting(chosen.schema, written)
    if (value === undefined) throw this.refusal(option, written[0], chosen)
    this.set(option, chosen, value)
    return value
  }

  /** Fills a field with files, as addresses: in one of their own, or in a list. Throws if it is filled already, or takes one. */
  attach(option: string, field: Field, files: readonly MediaFile[]): void {
    const from = this.#from.get(field.name)
    if (from !== undefined)
      throw invalidCall(option, `and ${from} both go to '${field.name}' of ${this.modelId}`)
    const isList = takesType(field.schema, 'array')
    if (!isList && files.length > 1) {
      throw invalidCall(option, `has ${files.length} files, and '${field.name}' of ${this.modelId} takes one`)
    }
    this.#from.set(field.name, option)
    this.attachments.push({ name: field.name, isList, files })
  }

  refusal(option: string, value: unknown, { name, schema }: Field): Error {
    return invalidCall(
      option,
      `${JSON.stringify(value)} is not what ${this.modelId} takes: its '${name}' is ${inWords(schema)}`,
    )
  }

  warnUnsupported(
    feature: string,
    details: string = `${this.modelId} has no field for it; it was left out.`,
  ): void {
    this.warnings.push({ type: 'unsupported', feature, details })
  }
}
