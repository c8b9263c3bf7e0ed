import { type readYaml } from '@apikley/pages'
import { isObject, type JsonObject, pathOf, SpecError, textAt } from '@apikley/pages/document'
import type { Told } from '../bundle/told.ts'

/** What upstream refers to and does not contain: a fragment of an OpenAPI 3.1 document, to be added. */
export interface Supplement extends Pick<Told, 'file' | 'lineOf'> {
  readonly fragment: JsonObject
}

/**
 * Reads a supplement; `x-supplement` says what it adds and why, and stays out of the bundle.
 * @throws SpecError that names the file and what is missing.
 */
export function readSupplement(file: string, { value, lines }: ReturnType<typeof readYaml>): Supplement {
  if (!isObject(value)) throw new SpecError([`${file}: is not a fragment of an OpenAPI document`])
  const { 'x-supplement': about, ...fragment } = value
  for (const field of ['title', 'reason']) {
    if (textAt(about, field).trim() === '') {
      throw new SpecError([`${file}: \`x-supplement.${field}\` is missing: say what is added, and why`])
    }
  }
  return { file, fragment, lineOf: (place) => lines.of(value, pathOf(place)) }
}
