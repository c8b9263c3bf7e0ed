import { createHash } from 'node:crypto'

/** A name of one word could be a word that JavaScript keeps for itself. */
const keywords = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
)

/** Its request would be called as the union of all requests is. */
const taken = new Set(['CreateTask'])

/**
 * `kling/v2-1-master-text-to-video` → `KlingV21MasterTextToVideo`: what a model's components and types are called. The
 * words of an id that are not in Latin letters leave a fingerprint of the id behind, `модель/1` → `Model1X0b8e2c`, and
 * a name that TypeScript would not take begins with `Model`. The same id gets the same name, whatever else there is.
 */
export function componentName(model: string): string {
  const name = model
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  const lost = name === '' || /\P{ASCII}/u.test(model)
  const whole = lost ? `${name}X${fingerprint(model).slice(0, 6)}` : name
  const isName = /^[A-Z]/.test(whole) && !keywords.has(lowerFirst(whole)) && !taken.has(whole)
  return isName && name !== '' ? whole : `Model${whole}`
}

/** What a model is called whose own name belongs to another one already: `AFast` → `AFastX3f2a1b`. */
export function secondName(model: string): string {
  return `${componentName(model)}X${fingerprint(model).slice(0, 6)}`
}

/** `KlingV21MasterTextToVideo` → `klingV21MasterTextToVideo`: what a model's examples and its value are called. */
export function exampleName(name: string): string {
  return lowerFirst(name)
}

/** Some hex digits that stand for an id: always the same for the same id. */
export function fingerprint(model: string): string {
  return createHash('sha256').update(model).digest('hex').slice(0, 8)
}

/** A name by its letters and digits alone: `api-response` and `ApiResponse` are one. */
export function squeezed(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
