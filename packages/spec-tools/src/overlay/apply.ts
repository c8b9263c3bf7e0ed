import { type Match, query, unfiltered } from '../engines/json-p3.ts'
import { at, isObject, type Json, type JsonObject, pointer, sameJson } from '@apikley/pages/document'
import type { Overlay, OverlayAction } from './overlay.ts'

/** What of an overlay was not carried out, since it corrects nothing (any more). */
export interface Idle {
  readonly overlay: Overlay
  readonly actions: readonly OverlayAction[]
  /** Whether upstream says by now what it would make of it. Else a person has to look: its target is gone. */
  readonly isSuperfluous: boolean
  /** What is the matter, and what to do. */
  readonly text: string
}

export type TellIdle = (idle: Idle) => void

/**
 * The document with one correction made (OpenAPI Overlay 1.0.0, section 4.4); the argument stays as it is.
 * @param tell Called with each action that finds nothing to correct.
 */
export function applyOverlay(document: JsonObject, overlay: Overlay, tell: TellIdle): JsonObject {
  return overlay.actions.reduce((corrected, action, index) => {
    const { target, update } = action
    const found = distinct(query(target, corrected))
    const matches = found.filter(({ value }) => update === undefined || !isDone(value, update))
    const isPlain = ({ value }: Match) => typeof value !== 'object' || value === null
    const isWrong = update !== undefined && found.some(isPlain)
    if (matches.length > 0 && !isWrong) return carriedOut(corrected, action, matches)
    const isSuperfluous = !isWrong && (found.length > 0 || isRepaired(corrected, action))
    const reason = isSuperfluous
      ? `${overlay.corrects} says this by itself now, so it was skipped. Delete it.`
      : isWrong
        ? 'selects a plain value. Select the object around it (Overlay 1.0 updates objects and lists).'
        : `matches nothing in ${overlay.corrects}. If upstream repaired it, delete it; if upstream moved it, correct the target.`
    tell({ overlay, actions: [action], isSuperfluous, text: `action ${index}, target ${target}: ${reason}` })
    return corrected
  }, document)
}

/** A query may find one place twice (RFC 9535, section 2.1.2). */
function distinct(matches: readonly Match[]): Match[] {
  return [...new Map(matches.map((match) => [pointer(match.path), match])).values()]
}

/** Whether an update would add nothing that is not there: an item that a list has is not appended once more. */
function isDone(value: Json, update: Json): boolean {
  return Array.isArray(value) ? value.some((item) => sameJson(item, update)) : holds(value, update)
}

function holds(value: Json | undefined, update: Json): boolean {
  if (isObject(value) && isObject(update)) {
    return Object.entries(update).every(([key, wanted]) => holds(value[key], wanted))
  }
  if (!Array.isArray(value) || !Array.isArray(update)) return sameJson(value, update)
  return update.every((item) => value.some((known) => sameJson(known, item)))
}

/**
 * Whether the defect that a target's filter describes is gone, while the place is there: something that the filter
 * chooses from has by now what the action adds, in whatever words, or no longer what it removes.
 */
function isRepaired(document: JsonObject, { target, update }: OverlayAction): boolean {
  const candidates = unfiltered(target, document, update !== undefined)
  if (!isObject(update)) return update === undefined && candidates.length > 0
  return candidates.some(({ value }) =>
    Object.entries(update).every(([key, wanted]) => {
      const there = at(value, key)
      return Array.isArray(there) ? holds(there, wanted) : there !== undefined
    }),
  )
}

function carriedOut(document: JsonObject, { update }: OverlayAction, matches: readonly Match[]): JsonObject {
  const root = structuredClone(document)
  if (update === undefined) {
    for (const { path } of matches.toSorted(innermostAndLastFirst)) remove(root, path)
    return root
  }
  for (const { path } of matches) {
    const value = at(root, ...path)
    if (isObject(value)) Object.assign(value, merged(value, update))
    else if (Array.isArray(value)) value.push(structuredClone(update))
  }
  return root
}

/** How an `update` joins what is there: objects key by key, lists end to end, anything else takes its place. */
function merged(existing: Json | undefined, update: Json): Json {
  if (isObject(existing) && isObject(update)) {
    const changed = Object.entries(update).map(([key, value]) => [key, merged(existing[key], value)])
    return { ...existing, ...Object.fromEntries(changed) }
  }
  if (Array.isArray(existing) && Array.isArray(update)) return [...existing, ...structuredClone(update)]
  return structuredClone(update)
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
