import { contrast, differences, type Json, type JsonObject, parseJson } from '@apikley/pages/document'
import { bundleText } from './bundle.ts'

/** How a committed bundle differs from the one that its sources make, one place a line; empty when it does not. */
export function bundleDrift(committed: string | undefined, wanted: JsonObject): string[] {
  if (committed === undefined) return ['it is missing']
  if (committed === bundleText(wanted)) return []
  let there: Json
  try {
    there = parseJson(committed)
  } catch {
    return ['it is no JSON']
  }
  const found = differences(there, wanted)
  if (found.length === 0) return ['only its order or its white space differs']
  return found.map((difference) => `${difference.place}: ${contrast(difference)}`)
}
