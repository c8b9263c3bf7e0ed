import { isObject, type Json, type JsonObject, SpecError, textAt } from '@apikley/pages/document'

/** What upstream refers to and does not contain: a fragment of an OpenAPI 3.1 document, to be added. */
export interface Supplement {
  /** File name under `specs/`, for messages. */
  readonly file: string
  readonly fragment: JsonObject
}

/**
 * Reads a supplement; `x-supplement` says what it adds and why, and stays out of the bundle.
 * @throws SpecError that names the file and what is missing.
 */
export function readSupplement(file: string, document: Json): Supplement {
  if (!isObject(document)) throw new SpecError([`${file}: is not a fragment of an OpenAPI document`])
  const { 'x-supplement': about, ...fragment } = document
  for (const field of ['title', 'reason']) {
    if (textAt(about, field).trim() === '') {
      throw new SpecError([`${file}: \`x-supplement.${field}\` is missing: say what is added, and why`])
    }
  }
  return { file, fragment }
}
