import { isObject, type Json, listAt, objectAt } from '../json.ts'
import { SpecError } from '../spec-error.ts'

/** A line that the page's copying changed. `null` on one side: the line is on the other side only. */
export interface Damage {
  readonly page: string | null
  readonly document: string | null
  readonly reason: string
}

/** What has to be known to compare a page with the document that was recovered from it. */
export interface Recovery {
  /** The page's lines between which the document stands, themselves not part of it. */
  readonly after: string
  readonly before: string
  readonly damages: readonly Damage[]
}

/**
 * Reads a `<page>.damage.json`.
 * @throws SpecError that names the file and the entry that says too little.
 */
export function readRecovery(file: string, value: Json): Recovery {
  const { after, before } = objectAt(value, 'region')
  if (typeof after !== 'string' || typeof before !== 'string') {
    throw new SpecError([
      `${file}: region needs the lines \`after\` and \`before\` which the document stands`,
    ])
  }
  const damages = listAt(value, 'damages').map((entry, index) => {
    const { page = null, document = null, reason } = isObject(entry) ? entry : {}
    const told = typeof reason === 'string' && reason.trim() !== ''
    if (!told || !isLine(page) || !isLine(document) || page === document) {
      throw new SpecError([`${file}: damage ${index} needs two different lines and a reason`])
    }
    return { page, document, reason }
  })
  return { after, before, damages }
}

function isLine(value: Json): value is string | null {
  return value === null || typeof value === 'string'
}
