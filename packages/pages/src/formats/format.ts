import { at, type Json, textAt } from '../document/json.ts'
import type { PageFormat } from '../reading/page.ts'

/** Words of a page outside its document that tell which model it is about. */
export interface Hint {
  /** As a message names it: `the heading`. */
  readonly where: string
  readonly text: string
  /** Set where the text is a model id itself and not words that resemble one. */
  readonly isId?: true
}

/** The part of a text that is a document. */
export interface Found {
  readonly format: PageFormat
  readonly syntax: 'yaml' | 'json' | 'flattened'
  /** The part, after as many empty lines as stand before it in the whole text, so that its lines have their numbers. */
  readonly text: string
  /** Where the document stands in what is read of the part; the whole where nothing is given. */
  readonly within?: readonly string[]
  readonly hints: readonly Hint[]
}

/** Why there is no document to be had from a text. */
export interface Unusable {
  readonly format: 'none'
  /** Half a sentence whose subject is the text: `is an HTML page`. */
  readonly reason: string
  readonly line?: number
}

/** Looks for a document of one form: `undefined` where the text has another form. */
export type Finder = (text: string) => Found | Unusable | undefined

/** The title of a Markdown page. */
export function headingHints(text: string): Hint[] {
  const [, title = ''] = /^# +(.+)$/m.exec(text) ?? []
  return title === '' ? [] : [{ where: 'the heading', text: title.trim() }]
}

/** Why a document cannot be read, if that is for the version of OpenAPI that it names. */
export function versionReason(document: Json | undefined): string | undefined {
  const keyword = at(document, 'swagger') === undefined ? 'openapi' : 'swagger'
  const version = textAt(document, keyword)
  if (keyword === 'openapi' && /^3\.[01]\.\d+$/.test(version)) return undefined
  const name = keyword === 'swagger' ? 'Swagger' : 'OpenAPI'
  return `is ${name} ${version || 'of no version'}; only OpenAPI 3.0.x and 3.1.x are read`
}

/** The same of YAML that is not parsed yet; `undefined` too where it names no version at all. */
export function yamlVersionProblem({ syntax, text }: Found): Unusable | undefined {
  const lines = syntax === 'flattened' ? text.replaceAll(/^[ \t]+/gm, '') : text
  const named = /^["']?(openapi|swagger)["']?[ \t]*:[ \t]*["']?([^\s"'#]*)/m.exec(lines)
  if (!named || syntax === 'json') return undefined
  const reason = versionReason({ [named[1] ?? '']: named[2] ?? '' })
  const line = lines.slice(0, named.index).split('\n').length
  return reason === undefined ? undefined : { format: 'none', reason, line }
}
