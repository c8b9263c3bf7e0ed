import {
  at,
  contractOf,
  type Json,
  type JsonObject,
  objectAt,
  pointer,
  sameJson,
  SpecError,
} from '@apikley/pages/document'
import { operationPath } from '@apikley/pages'
import { applyOverlay, type Idle, type TellIdle } from '../overlay/apply.ts'
import type { Overlay } from '../overlay/overlay.ts'
import { addSupplements } from '../supplement/add.ts'
import type { Supplement } from '../supplement/supplement.ts'
import { assemble, tellingPages } from './assemble.ts'
import { elected, isNoMistake } from './elected.ts'
import { joinAnswers } from './join.ts'
import type { ModelPage } from './model-page.ts'
import { inOnePiece } from './one-piece.ts'
import { joinResponse } from './responses.ts'
import { below, type Tell } from './told.ts'

type Place = readonly (string | number)[]

interface Correcting {
  readonly server: string
  /** Those of the bundle. */
  readonly overlays: readonly Overlay[]
  /** What overlays may refer to. */
  readonly supplements: readonly Supplement[]
  readonly tell: Tell
  readonly tellIdle: TellIdle
}

/** A page as it would be put together and corrected if there were no other. */
interface Alone {
  readonly page: ModelPage
  readonly taken: string
  readonly document: JsonObject
}

/**
 * All pages as one document, with the overlays of what they share. An overlay is for each page that lacks what it gives:
 * where another page says that in its own way, the two are joined as two pages are, since programs were written against
 * what the overlay gave.
 */
export function assembleCorrected(
  pages: readonly ModelPage[],
  { server, overlays, supplements, tell, tellIdle }: Correcting,
): JsonObject {
  let together = assemble(pages, server, tell)
  let alone: readonly Alone[] =
    overlays.length === 0 || pages.length === 1
      ? []
      : tellingPages(pages).map((page) => ({ page, taken: page.taken, document: assemble([page], server) }))
  for (const overlay of overlays) {
    const idle: Idle[] = []
    const corrected = applyOverlay(together, overlay, (each) => idle.push(each))
    const before = alone
    alone = before.map((one) => ({ ...one, document: applyOverlay(one.document, overlay, () => {}) }))
    together = keepCorrections(corrected, before, alone, supplements, tell)
    for (const each of idle) {
      if (each.isSuperfluous && together !== corrected) tellJoined(each, tell)
      else tellIdle(each)
    }
  }
  return together
}

/** The document itself where what was corrected of single pages says no more than it. */
function keepCorrections(
  document: JsonObject,
  before: readonly Alone[],
  after: readonly Alone[],
  supplements: readonly Supplement[],
  tell: Tell,
): JsonObject {
  const places = after.flatMap((one, index) =>
    one.document === before[index]?.document ? [] : sharedPlaces(one.document, one.page),
  )
  const isCorrected = (place: Place) =>
    after.some(
      (one, index) => !sameJson(valueAt(one.document, place), valueAt(before[index]?.document, place)),
    )
  let result = document
  for (const place of new Map(places.map((each) => [pointer(each), each])).values()) {
    const there = valueAt(result, place)
    if (!isCorrected(place) || after.every((one) => sameJson(valueAt(one.document, place), there))) continue
    const joined = joinedAt(place, after, supplements, tell)
    const contractIn = (value: Json) => contractOf(withoutReferences(result, supplements, value))
    if (sameJson(contractIn(there), contractIn(joined))) continue
    if (result === document) result = structuredClone(document)
    objectAt(result, ...place.slice(0, -1))[String(place.at(-1))] = joined
  }
  return result
}

/** What pages share, 200 apart, which is composed anew. */
function sharedPlaces(document: JsonObject, { name, own }: ModelPage): Place[] {
  const models = ['CreateTaskRequest', `${name}Request`, `${name}Input`, ...Object.keys(own.components)]
  return [
    [...operationPath, 'responses'],
    ['components', 'responses'],
    ['components', 'schemas'],
  ].flatMap((parent) =>
    Object.keys(objectAt(document, ...parent))
      .filter((key) => key !== '200' && !models.includes(key))
      .map((key) => [...parent, key]),
  )
}

/** As pages are joined: the word of the first counts, and all others add what they know more. */
function joinedAt(
  place: Place,
  alone: readonly Alone[],
  supplements: readonly Supplement[],
  tell: Tell,
): Json {
  const isSchema = place.at(-2) === 'schemas'
  const stating = alone.filter(({ document }) => at(document, ...place) !== undefined)
  const ordered = isSchema
    ? elected(
        stating,
        (one) => one,
        ({ document }) => valueAt(document, place),
      )
    : stating
  const [first, ...others] = ordered.map(({ page, document }) => {
    const value = valueAt(document, place)
    const piece = withoutReferences(document, supplements, value)
    return { page, value, piece, document }
  })
  if (!first) return null
  const fields = Object.keys(objectAt(first.document, 'components', 'schemas', 'ApiResponse', 'properties'))
  const how = {
    takes: place.at(-1) === 'CreatedTask' ? isNoMistake(fields) : isSchema ? isNoMistake([]) : () => true,
    adopt: (property: Json) => property,
    differs: tell,
  }
  const joined = others.reduce(
    (known, { page, piece }) =>
      (isSchema ? joinAnswers : joinResponse)(known, piece, below(page.told, ...place), how),
    first.piece,
  )
  // By its references, where it says no more than they.
  return sameJson(contractOf(joined), contractOf(first.piece)) ? first.value : joined
}

/** As it is where that cannot be, since a schema contains itself: one such page is no reason to refuse all. */
function withoutReferences(document: JsonObject, supplements: readonly Supplement[], value: Json): Json {
  try {
    return inOnePiece(addSupplements(document, supplements), value)
  } catch (error) {
    if (error instanceof SpecError) return value
    throw error
  }
}

function valueAt(document: JsonObject | undefined, place: Place): Json {
  return at(document, ...place) ?? null
}

function tellJoined({ overlay: { file, actions: all }, actions }: Idle, tell: Tell): void {
  for (const action of actions) {
    tell(
      { file, place: '', lineOf: () => action.line },
      `action ${all.indexOf(action)}, target ${action.target}: a page says this in its own way now. ` +
        'What the overlay gives is joined to that, so keep it.',
    )
  }
}
