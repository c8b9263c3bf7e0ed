import { at, isObject, type Json, listAt, SpecError } from '@apikley/pages/document'

/** One step of an overlay: exactly one of `update` and `remove`. */
export interface OverlayAction {
  readonly target: string
  readonly update?: Json
  readonly remove?: true
}

/** An OpenAPI Overlay 1.0 document: one correction of what upstream says. */
export interface Overlay {
  /** File name under `specs/`, for messages. */
  readonly file: string
  /** The document that it corrects, as a file name under `specs/`: an upstream page, or the bundle. */
  readonly corrects: string
  readonly actions: readonly OverlayAction[]
}

/**
 * Reads an overlay and refuses what it should not hold.
 * @throws SpecError that names the file and what is missing.
 */
export function readOverlay(file: string, document: Json): Overlay {
  const wrong = (what: string) => new SpecError([`${file}: ${what}`])
  if (at(document, 'overlay') !== '1.0.0') throw wrong('`overlay: 1.0.0` is missing')
  const target = at(document, 'extends')
  if (typeof target !== 'string') throw wrong('`extends` does not name the document that is corrected')
  for (const field of ['title', 'x-reason', 'x-evidence']) {
    if (!isFilled(at(document, 'info', field)))
      throw wrong(`\`info.${field}\` is missing: say why, and how we know`)
  }
  const actions = listAt(document, 'actions').map((action, index) => {
    const path = at(action, 'target')
    const update = at(action, 'update')
    const remove = at(action, 'remove') === true
    if (typeof path !== 'string') throw wrong(`action ${index} has no target`)
    if (remove === (update !== undefined))
      throw wrong(`action ${index} needs either \`update\` or \`remove: true\``)
    return remove ? { target: path, remove } : { target: path, update: update ?? null }
  })
  if (actions.length === 0) throw wrong('`actions` is empty')
  return { file, corrects: new URL(target, `specs:/${file}`).pathname.slice(1), actions }
}

function isFilled(value: Json | undefined): boolean {
  return isObject(value) ? Object.keys(value).length > 0 : typeof value === 'string' && value.trim() !== ''
}
