import { type Finder, headingHints, yamlVersionProblem } from './format.ts'

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

/**
 * The first two fenced blocks that hold an OpenAPI document, or begin as one, since a page has one. What they hold comes
 * after as many empty lines as stand before it in the whole text, so that its lines have their numbers.
 */
function documentFencesIn(text: string): Fence[] {
  return anyDocumentFencesIn(text)
    .filter(({ info }) => /^((ya?ml|json)\b|$)/i.test(info))
    .slice(0, 2)
    .map((fence) => ({ ...fence, body: '\n'.repeat(fence.line) + fence.body }))
}

/** A document in a fence of another language, of which nobody knows how to read it. */
export function otherFenceProblem(text: string): { reason: string; line: number } | undefined {
  const [fence] = anyDocumentFencesIn(text)
  return (
    fence && {
      reason: `holds an OpenAPI document in a fence of the language ${JSON.stringify(fence.info)}. Write \`yaml\` or \`json\` there, or nothing.`,
      line: fence.line,
    }
  )
}

function anyDocumentFencesIn(text: string): Fence[] {
  return fencesIn(text).filter(({ body }) => /^\s*(\{\s*)?["']?(openapi|swagger)["']?\s*:/.test(body))
}

/** What is wrong with the fences of a page that should hold one document. */
function fenceProblem([fence, second]: readonly Fence[]): { reason: string; line: number } | undefined {
  if (fence && second) {
    return {
      reason: `holds more than one OpenAPI document, here and at line ${second.line}. Take each model's page by itself.`,
      line: fence.line,
    }
  }
  if (fence && !fence.isClosed) {
    return { reason: 'opens a fence that is never closed: the text is cut off', line: fence.line }
  }
  return undefined
}

/** Markdown with a bare fence, mostly under the heading "OpenAPI Specification". */
export const findApidog: Finder = (text) => {
  const fences = documentFencesIn(text)
  const [fence] = fences
  if (!fence) return undefined
  const problem = fenceProblem(fences)
  if (problem) return { format: 'none', ...problem }
  return (
    yamlVersionProblem(fence.body) ?? {
      format: 'apidog',
      syntax: fence.body.trimStart().startsWith('{') ? 'json' : 'yaml',
      text: fence.body,
      hints: headingHints(text),
    }
  )
}

const caption = /^ya?ml[ \t]+(\S+)[ \t]+(get|put|post|delete|options|head|patch|trace)[ \t]+(\/\S*)$/i

/** Markdown whose fence tells file, method and path: ```` ````yaml market/x.json post /api/v1/jobs/createTask ````. */
export const findMintlify: Finder = (text) => {
  const fences = documentFencesIn(text)
  const [fence] = fences
  const [, file = ''] = caption.exec(fence?.info ?? '') ?? []
  if (!fence || file === '') return undefined
  const problem = fenceProblem(fences)
  if (problem) return { format: 'none', ...problem }
  return (
    yamlVersionProblem(fence.body) ?? {
      format: 'mintlify',
      syntax: 'yaml',
      text: fence.body,
      hints: [...headingHints(text), { where: 'the caption of the fence', text: file }],
    }
  )
}
