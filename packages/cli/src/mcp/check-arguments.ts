import { type Apikley, isApikleyError } from '@apikley/client'
import type { SchemaNode } from '@apikley/types/api'
import type { CliModel } from '../models.ts'

/** All that is wrong with what a tool was given, in the words that inputs of models are refused with; else nothing. */
export function checkArguments(
  { estimate }: Pick<Apikley<CliModel>, 'estimate'>,
  { name, schema }: { readonly name: string; readonly schema: SchemaNode },
  given: unknown,
): string | undefined {
  try {
    estimate({ id: name, schema }, given as object)
    return undefined
  } catch (error) {
    if (!isApikleyError(error, 'validation')) throw error
    const problems = error.problems.map(({ path, message }) => `${path.replace(/^input\.?/, '')} ${message}`)
    return `${problems.join('; ').trim()}. Nothing was sent.`
  }
}
