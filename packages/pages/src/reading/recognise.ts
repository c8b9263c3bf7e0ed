import { limits } from '../text/limits.ts'
import { findFenced, findOtherFence } from '../formats/fences.ts'
import { findFlattened, findOpenApiYaml } from '../formats/flattened.ts'
import { type Finder, type Found, type Unusable, yamlVersionProblem } from '../formats/format.ts'
import { findJson } from '../formats/json.ts'
import { isIndex } from '../formats/llms-index.ts'
import type { PageFormat } from './page.ts'

/** What a text is: a page in one of its forms, an `llms.txt`, or nothing that can be taken in, with the reason. */
export type Recognised = { readonly format: PageFormat | 'index' } | Unusable

/** In the order in which they are asked: each would also take some texts of those after it. */
const finders: readonly Finder[] = [findJson, findFenced, findFlattened, findOpenApiYaml, findOtherFence]

/** Tells the form of a text. A form says nothing yet about whether the page in it is sound. */
export function recognise(text: string): Recognised {
  const found = findDocument(text)
  if (found.format !== 'none') return { format: found.format }
  return text.length <= limits.length && isIndex(text) ? { format: 'index' } : found
}

/** The document that a text holds, not read yet. */
export function findDocument(text: string): Found | Unusable {
  const whole = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const unusable = notAText(whole)
  if (unusable) return unusable
  for (const find of finders) {
    const found = find(whole)
    if (found) return (found.format !== 'none' && yamlVersionProblem(found)) || found
  }
  return { format: 'none', reason: isIndex(whole) ? 'is an index of pages and no page' : proseReason(whole) }
}

function notAText(text: string): Unusable | undefined {
  const none = (reason: string): Unusable => ({ format: 'none', reason })
  if (text.length > limits.length) {
    return none(`is too large: ${text.length} characters, at most ${limits.length} are read`)
  }
  if (text.trim() === '') return none('is empty')
  const damaged = text.split('\uFFFD').length - 1
  if (text.includes('\u0000') || damaged * 50 > text.length) {
    return none('is no text: it holds bytes that no text in UTF-8 has')
  }
  if (!/^\s*(<\?xml|<!doctype|<html|<head|<body)/i.test(text.slice(0, 1000))) return undefined
  const [, title = ''] = /<title[^>]*>([^<]{0,200})/i.exec(text.slice(0, 20_000)) ?? []
  const told = title.trim() === '' ? '' : ` with the title ${JSON.stringify(title.trim())}`
  return none(`is an HTML page${told}. Take the page as Markdown: its address with .md at the end.`)
}

function proseReason(text: string): string {
  const [, title = ''] = /^#+ +(.+)$/m.exec(text) ?? []
  return `holds no OpenAPI document, only prose${title === '' ? '' : ` (${JSON.stringify(title.trim())})`}`
}
