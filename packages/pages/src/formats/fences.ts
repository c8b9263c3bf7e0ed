import { type Finder, headingHints } from './format.ts'

/** A fenced block of a Markdown text. */
export interface Fence {
  /** Line of its opening, counted from 1. */
  readonly line: number
  /** What follows the backticks: `yaml market/x.json post /api/v1/jobs/createTask`. */
  readonly info: string
  /** Its lines. */
  readonly body: string
  readonly isClosed: boolean
}

/**
 * The fenced blocks that begin at the left edge. Only a fence at the left edge closes one: descriptions inside a
 * document hold fences too, and those stand as deep as the description.
 */
function fencesIn(text: string): Fence[] {
  const lines = text.split('\n')
  const fences: Fence[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const [, ticks, info = ''] = /^(`{3,})([^`]*)$/.exec(lines[index] ?? '') ?? []
    if (ticks === undefined) continue
    const first = index + 1
    const isEnd = (line: string) => line.startsWith(ticks) && /^`+\s*$/.test(line)
    let end = first
    while (end < lines.length && !isEnd(lines[end] ?? '')) end += 1
    const body = lines.slice(first, end).join('\n')
    fences.push({ line: first, info: info.trim(), body, isClosed: end < lines.length })
    index = end
  }
  return fences
}

/** The fenced blocks that hold an OpenAPI document, or begin as one. */
function documentFencesIn(text: string): Fence[] {
  return fencesIn(text).filter(({ body }) => /^\s*(\{\s*)?["']?(openapi|swagger)["']?\s*:/.test(body))
}

const caption = /^ya?ml[ \t]+(\S+)[ \t]+(get|put|post|delete|options|head|patch|trace)[ \t]+(\/\S*)$/i

/**
 * Markdown with a document in a fence: a bare one, mostly under the heading "OpenAPI Specification", or one that tells
 * file, method and path, ```` ````yaml market/x.json post /api/v1/jobs/createTask ````.
 */
export const findFenced: Finder = (text) => {
  const fences = documentFencesIn(text).filter(({ info }) => /^((ya?ml|json)\b|$)/i.test(info))
  const [fence, second] = fences
  if (!fence) return undefined
  const { line } = fence
  if (second) {
    const reason = `holds more than one OpenAPI document, here and at line ${second.line}. Take each model's page by itself.`
    return { format: 'none', reason, line }
  }
  if (!fence.isClosed) {
    return { format: 'none', reason: 'opens a fence that is never closed: the text is cut off', line }
  }
  const [, file] = caption.exec(fence.info) ?? []
  return {
    format: file === undefined ? 'apidog' : 'mintlify',
    syntax: fence.body.trimStart().startsWith('{') ? 'json' : 'yaml',
    text: '\n'.repeat(line) + fence.body,
    hints: [
      ...headingHints(text),
      ...(file === undefined ? [] : [{ where: 'the caption of the fence', text: file }]),
    ],
  }
}

/** A document in a fence of another language, of which nobody knows how to read it. */
export const findOtherFence: Finder = (text) => {
  const [fence] = documentFencesIn(text)
  return (
    fence && {
      format: 'none',
      reason: `holds an OpenAPI document in a fence of the language ${JSON.stringify(fence.info)}. Write \`yaml\` or \`json\` there, or nothing.`,
      line: fence.line,
    }
  )
}
