import { type readYaml, spot } from '@apikley/pages'
import { type Json, reasonOf, SpecError } from '@apikley/pages/document'
import { checked } from '../engines/ajv.ts'
import { query } from '../engines/json-p3.ts'
import schema from '../schemas/overlay.json' with { type: 'json' }

/** One step of an overlay: exactly one of `update` and `remove`. */
export interface OverlayAction {
  readonly target: string
  readonly update?: Json
  readonly remove?: true
  /** Where it stands in its file, counted from 1. */
  readonly line?: number | undefined
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
 * Reads an overlay.
 * @throws SpecError that names file, line and what is missing or wrong.
 */
export function readOverlay(file: string, { value, lines }: ReturnType<typeof readYaml>): Overlay {
  const lineOf = (path: readonly string[]) => lines.of(value, path)
  const overlay = checked<{ extends: string; actions: OverlayAction[] }>(schema, value, file, lineOf)
  const actions = overlay.actions.map((action, index) => {
    const line = lineOf(['actions', String(index)])
    refuseTarget(action, `${spot(file, line)}: action ${index}`)
    return { ...action, line }
  })
  return { file, corrects: new URL(overlay.extends, `specs:/${file}`).pathname.slice(1), actions }
}

function refuseTarget({ target }: OverlayAction, where: string): void {
  try {
    query(target, null)
  } catch (error) {
    throw new SpecError([`${where}, target ${target}: is not a JSONPath (RFC 9535): ${reasonOf(error)}.`])
  }
}
