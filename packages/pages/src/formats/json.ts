import { at, isObject, type Json, textAt } from '../document/json.ts'
import { SpecError } from '../document/spec-error.ts'
import { readJson } from '../engines/jsonc-parser.ts'
import { type Finder, type Unusable, versionReason } from './format.ts'

/** JSON: a document by itself, or the catalog's answer, which holds one at `data.openapi`. */
export const findJson: Finder = (text) => {
  if (!/^\s*[{[]/.test(text)) return undefined
  const value = parsed(text)
  // What is no valid JSON is read as a document all the same: that tells what is wrong, and on which line.
  if (value === undefined || isDocument(value)) {
    return versionProblem(value) ?? { format: 'openapi', syntax: 'json', text, hints: [] }
  }
  const document = at(value, 'data', 'openapi')
  if (isDocument(document)) {
    const model = textAt(value, 'data', 'model')
    return (
      versionProblem(document) ?? {
        format: 'catalog',
        syntax: 'json',
        text,
        within: ['data', 'openapi'],
        hints: model === '' ? [] : [{ where: "the catalog's data.model", text: model, isId: true }],
      }
    )
  }
  const { code, msg } = isObject(value) ? value : {}
  return {
    format: 'none',
    reason:
      code === undefined
        ? 'is JSON and no OpenAPI document'
        : `is an answer of the API with code ${JSON.stringify(code)} (${JSON.stringify(msg ?? '')}) and without a document`,
  }
}

function parsed(text: string): Json | undefined {
  try {
    return readJson(text, 'text').value
  } catch (error) {
    if (error instanceof SpecError) return undefined
    throw error
  }
}

function isDocument(value: Json | undefined): boolean {
  return at(value, 'openapi') !== undefined || at(value, 'swagger') !== undefined
}

function versionProblem(value: Json | undefined): Unusable | undefined {
  if (!isDocument(value) || typeof at(value, 'openapi') === 'object') return undefined
  const reason = versionReason(value)
  return reason === undefined ? undefined : { format: 'none', reason }
}
