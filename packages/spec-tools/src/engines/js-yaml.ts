import { CORE_SCHEMA, dump, load, YAMLException } from 'js-yaml'
import { type Json, parseJson } from '../json.ts'
import { SpecError } from '../spec-error.ts'

/**
 * Reads YAML 1.2 core: what looks like a date stays the text that it is, and what an anchor shares becomes copies.
 * @throws SpecError with file and line, when the text is not YAML.
 */
export function parseYaml(text: string, fileName: string): Json {
  try {
    return parseJson(JSON.stringify(load(text, { filename: fileName, schema: CORE_SCHEMA }) ?? null))
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    throw new SpecError([`${fileName}: ${error.message}`])
  }
}

/** Writes YAML in js-yaml's default manner, which is the manner of the upstream documents. */
export function writeYaml(value: Json): string {
  return dump(value)
}
