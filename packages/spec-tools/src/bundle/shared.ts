import { brief, differences } from '../differences.ts'
import { isObject, type Json, type JsonObject, pointer } from '../json.ts'
import { refuse } from '../spec-error.ts'
import { contractOf } from './contract.ts'
import type { ModelPage } from './model-page.ts'

/** The parts of the pages that describe the API and not the model. */
export interface SharedParts {
  readonly servers: Json
  readonly security: Json
  /** Responses of createTask by status. */
  readonly responses: JsonObject
  /** Sections of `components`. */
  readonly components: JsonObject
}

/**
 * What several pages say about the same thing, once. They may word it differently (the first page's words are kept),
 * one may say more than another, but they may not contradict each other.
 * @throws SpecError that names both pages and each place of disagreement.
 */
export function shareParts(pages: readonly ModelPage[]): SharedParts {
  const problems: string[] = []
  const together: JsonObject = {}
  const cameFrom = new Map<string, string>()

  const addEntries = (from: JsonObject, to: JsonObject, path: readonly string[], file: string) => {
    for (const [key, value] of Object.entries(from)) {
      const place = pointer([...path, key])
      const known = to[key]
      if (known === undefined) {
        to[key] = value
        cameFrom.set(place, file)
      } else {
        for (const { place: below, left, right } of differences(contractOf(known), contractOf(value))) {
          problems.push(
            `${cameFrom.get(place)} and ${file} disagree on ${place}${below}: ${brief(left)} and ${brief(right)}. ` +
              'Correct the page that is wrong with an overlay.',
          )
        }
      }
    }
  }

  for (const { file, document, responses, components } of pages) {
    const { servers = [], security = [] } = document
    addEntries({ servers, security }, together, [], file)
    addEntries(responses, child(together, 'responses'), ['responses'], file)
    for (const [section, entries] of Object.entries(components)) {
      if (!isObject(entries)) continue
      const path = ['components', section]
      addEntries(entries, child(child(together, 'components'), section), path, file)
    }
  }
  refuse(problems)
  const { servers = [], security = [] } = together
  return {
    servers,
    security,
    responses: child(together, 'responses'),
    components: child(together, 'components'),
  }
}

function child(parent: JsonObject, key: string): JsonObject {
  const existing = parent[key]
  if (isObject(existing)) return existing
  const created: JsonObject = {}
  parent[key] = created
  return created
}
