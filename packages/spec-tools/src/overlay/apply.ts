import { query, type Match } from '../engines/json-p3.ts'
import { at, isObject, type JsonObject, pointer, sameJson, SpecError } from '@apikley/pages/document'
import { mergeUpdate } from './merge-update.ts'
import type { Overlay, OverlayAction } from './overlay.ts'

/** An action of an overlay that corrects nothing (any more). */
export class StaleOverlay extends SpecError {
  /** The overlay's file name under `specs/`. */
  readonly file: string
  readonly action: OverlayAction
  /** What is the matter. */
  readonly reason: string

  constructor(overlay: Overlay, index: number, action: OverlayAction, reason: string, advice: string) {
    super([`${placeOf(overlay, index, action)}${reason} ${advice}`])
    this.file = overlay.file
    this.action = action
    this.reason = reason
  }
}

/**
 * The document with one correction made (OpenAPI Overlay 1.0.0, section 4.4); the argument stays as it is.
 * @throws SpecError that names file, action and target, when an action finds nothing or changes nothing.
 */
export function applyOverlay(document: JsonObject, overlay: Overlay): JsonObject {
  let corrected = document
  for (const [index, action] of overlay.actions.entries()) {
    const wrong = (what: string, advice: string) =>
      new SpecError([`${placeOf(overlay, index, action)}${what} ${advice}`])
    const stale = (what: string, advice: string) => new StaleOverlay(overlay, index, action, what, advice)

    const matches = find(action, corrected, wrong)
    if (matches.length === 0) {
      throw stale(
        `matches nothing in ${overlay.corrects}.`,
        'If upstream repaired it, delete the overlay; if upstream moved it, correct the target.',
      )
    }
    const next = applyAction(corrected, action, matches)
    if (sameJson(next, corrected)) {
      throw stale(
        `changes nothing in ${overlay.corrects}.`,
        'Upstream says this already: delete the overlay.',
      )
    }
    corrected = next
  }
  return corrected
}

function placeOf({ file }: Overlay, index: number, { target }: OverlayAction): string {
  return `${file}, action ${index}, target ${target}: `
}

function find(
  { target, update }: OverlayAction,
  document: JsonObject,
  wrong: (what: string, advice: string) => SpecError,
): Match[] {
  let matches: Match[]
  try {
    matches = distinct(query(target, document))
  } catch (error) {
    throw wrong(`is not a JSONPath (RFC 9535): ${String(error)}.`, 'Correct the target.')
  }
  if (update !== undefined && matches.some(({ value }) => typeof value !== 'object' || value === null)) {
    throw wrong(
      'selects a plain value.',
      'Select the object around it (Overlay 1.0 updates objects and lists).',
    )
  }
  return matches
}

/** A query may find one place twice (RFC 9535, section 2.1.2). */
function distinct(matches: readonly Match[]): Match[] {
  return [...new Map(matches.map((match) => [pointer(match.path), match])).values()]
}

function applyAction(document: JsonObject, action: OverlayAction, matches: readonly Match[]): JsonObject {
  const root = structuredClone(document)
  if (action.update === undefined) {
    for (const { path } of matches.toSorted(innermostAndLastFirst)) remove(root, path)
    return root
  }
  for (const { path } of matches) {
    const value = at(root, ...path)
    if (isObject(value)) Object.assign(value, mergeUpdate(value, action.update))
    else if (Array.isArray(value)) value.push(structuredClone(action.update))
  }
  return root
}

/** So that removing one match moves none of those that are still to be removed. */
function innermostAndLastFirst({ path: left }: Match, { path: right }: Match): number {
  return right.length - left.length || Number(right.at(-1)) - Number(left.at(-1)) || 0
}

function remove(root: JsonObject, path: Match['path']): void {
  const key = path.at(-1)
  const parent = at(root, ...path.slice(0, -1))
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else if (isObject(parent) && key !== undefined) delete parent[key]
}
