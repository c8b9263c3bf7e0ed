import { SpecError } from '../document/spec-error.ts'

/** A line of the page that its copying changed. */
export interface Damage {
  /** Counted from 1. */
  readonly line: number
  readonly page: string
  /** As it stands in the document; `null` where it is left out. */
  readonly document: string | null
  readonly reason: string
}

/** The lines of a page among which the document stands, without those that are empty or none of its own. */
export interface Region {
  /** Numbers of the page's lines, counted from 1, both part of the region. */
  readonly first: number
  readonly last: number
  readonly lines: readonly { readonly number: number; readonly text: string }[]
  readonly damages: readonly Damage[]
}

/** Lines that the site writes below the document. */
const footer =
  /^(?:To find navigation and other pages in this documentation|Was this page helpful\?|Powered by |⌘I$|Assistant$|Responses are generated using AI|Previous$|Next$)/
/** Outside of the document these would be lost. */
const documentKey = /^["']?(?:info|paths|components|servers|security|tags|webhooks)["']?:(?: [[{][\]}])?\s*$/
const buttonReason = 'The label of a button of the code block was copied with it.'

/**
 * Finds the document in the text of a page: from the line `openapi:` to the site's footer or the end.
 * @throws SpecError when no line, or more than one, begins a document.
 */
export function findRegion(file: string, page: string): Region {
  const lines = page.split(/\r?\n/).map((line, index) => ({ number: index + 1, text: line.trimStart() }))
  const starts = lines.filter(({ text }) =>
    /^(?:openapi|"openapi"|'openapi'): ?['"]?3\.[01]\.\d+['"]?\s*$/.test(text),
  )
  const [start, second] = starts
  if (!start) throw new SpecError([`${file}: no line \`openapi: 3.…\` begins an OpenAPI document`])
  if (second) {
    throw new SpecError([
      `${file}:${second.number}: a second OpenAPI document begins, after the one of line ${start.number}`,
    ])
  }
  const above = lines.slice(0, start.number - 1).filter(({ text }) => text.trim() !== '')
  const button = above.at(-1)?.text.trim() === 'Copy' ? above.at(-1) : undefined
  const caption = above.at(button ? -2 : -1)
  const fence = caption && /^`{3,}/.exec(caption.text)?.[0]
  const below = lines.slice(start.number)
  const end = below.findIndex(({ text }) => (fence ? text.trimEnd() === fence : footer.test(text)))
  const kept = lines
    .slice(start.number - 1, end === -1 ? undefined : start.number + end)
    .filter(({ text }) => text.trim() !== '')
  const outside = [...above, ...(end === -1 ? [] : below.slice(end))].find(({ text }) =>
    documentKey.test(text),
  )
  if (outside) {
    throw new SpecError([
      `${file}:${outside.number}: ${JSON.stringify(outside.text)} looks like a part of the document, which begins at line ${start.number}${end === -1 ? '' : ` and ends before line ${start.number + 1 + end}`}`,
    ])
  }
  return {
    first: button?.number ?? start.number,
    last: kept.at(-1)?.number ?? start.number,
    lines: kept,
    damages: button ? [{ line: button.number, page: button.text, document: null, reason: buttonReason }] : [],
  }
}
