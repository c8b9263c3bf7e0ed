/** One entry of an `llms.txt`. */
export interface IndexLink {
  readonly title: string
  /** As it stands there; it may be relative to the index. */
  readonly url: string
  /** On one line; empty where there is none. */
  readonly description: string
  /** Line of the index, counted from 1. */
  readonly line: number
}

/** The links of an index, in its order. A description may go on over several lines. */
export function linksOf(text: string): IndexLink[] {
  const links: { link: IndexLink; words: string[] }[] = []
  let isOpen = false
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const link = readLink(line, index + 1)
    const last = links.at(-1)
    if (link) links.push({ link, words: [link.description] })
    else if (isOpen && !/^(#|\s*[-*+]\s)/.test(line)) last?.words.push(line.trim())
    // A blank line does not end a description, a heading or an item without a link does.
    if (link || line.trim() !== '') isOpen = link !== undefined || (isOpen && !/^(#|\s*[-*+]\s)/.test(line))
  }
  return links.map(({ link, words }) => ({ ...link, description: words.filter(Boolean).join(' ') }))
}

/** Whether a text is mainly a list of links under headings. */
export function isIndex(text: string): boolean {
  const lines = text.split(/\r?\n/)
  const links = lines.filter((line, index) => readLink(line, index + 1)).length
  const others = lines.filter((line) => line.trim() !== '' && !/^[#>]/.test(line)).length - links
  return links > 0 && links >= others && lines.some((line) => /^#{1,6} /.test(line))
}

/** `- Section > Other [Title](address): description`, read without a pattern that a hostile line could make slow. */
function readLink(text: string, line: number): IndexLink | undefined {
  if (!/^\s{0,8}[-*+]\s/.test(text)) return undefined
  const middle = text.indexOf('](')
  const start = text.indexOf('[')
  if (start === -1 || middle < start) return undefined
  let depth = 1
  let end = middle + 2
  for (; end < text.length && depth > 0; end += 1) {
    if (text[end] === '(') depth += 1
    else if (text[end] === ')') depth -= 1
  }
  const url = text.slice(middle + 2, end - 1).trim()
  if (depth > 0 || url === '' || /\s/.test(url)) return undefined
  const description = text
    .slice(end)
    .replace(/^\s*:?\s*/, '')
    .trim()
  return { title: text.slice(start + 1, middle).trim(), url, description, line }
}
