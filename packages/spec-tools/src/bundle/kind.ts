import { brief, isObject, type Json, type JsonObject } from '@apikley/pages/document'

/** What a model makes. */
export const mediaKinds = ['video', 'image', 'audio', 'text'] as const
export type MediaKind = (typeof mediaKinds)[number]

/** The kind of a model, and which words say so. */
export interface FoundKind {
  readonly is: MediaKind
  readonly evidence: string
}

type Words = Readonly<Record<MediaKind, string>>

/** Names of the media, as they stand in prose and in ids. */
const media: Words = {
  video: 'videos?|clips?|movies?|animations?|footage',
  image: 'images?|photos?|pictures?|portraits?|drawings?|illustrations?|logos?|wallpapers?',
  audio: 'audio|speech|music|sounds?|sound effects|songs?|voices?|voice-?overs?|dialogues?|vocals',
  text: 'texts?|transcripts?|transcriptions?|captions?|subtitles|lyrics|prompts?|descriptions?|answers?',
}
const endings: Words = {
  video: 'mp4|webm|mov|mkv',
  image: 'png|jpe?g|webp|gif|avif',
  audio: 'mp3|wav|ogg|flac|m4a|opus',
  text: 'txt|srt|vtt',
}
const makes = 'generat|creat|mak|produc|synthesi|compos|render|edit|upscal|restor|extend|retouch'
const verbs: Words = {
  video: 'animat(?:e|es|ing)|lip-?sync\\w*',
  image: 'draws?|paints?',
  audio: 'sings?|narrat(?:e|es|ing)',
  text: 'transcrib(?:e|es|ing)|describ(?:e|es|ing)',
}

/** The ways to say what comes out, the surest first: `image to video`, `video generation`, `generate short clips`. */
const ways: readonly ((kind: MediaKind) => string)[] = [
  (kind) => String.raw`\b(?:in)?to[-_ ]+(?:[\w-]+ ){0,3}?(?:${media[kind]})\b`,
  (kind) => String.raw`\b(?:${media[kind]})[-_ ](?:${makes}|model)`,
  (kind) => String.raw`\b(?:${makes})\w*(?: (?!from|with|by|using|of|for)[\w-]+){0,3}? (?:${media[kind]})\b`,
  (kind) => String.raw`\b(?:${verbs[kind]})\b`,
]
/** Characters of a text that are looked at. */
const enough = 2_000

/** A medium that comes in. */
const incoming =
  /\b(?:from|with|by|using|given)[-_ ]+(?:an? |the |your |one )?\w+|\b\w+[- ](?:driven|based|guided)\b/g

/**
 * What a model makes: by what a person put there (`x-kind` of the operation, by an overlay), by the files in the example of
 * an answer, by the words of its page, or by its id; nothing where none of them tells.
 * @param words What the page says, by where.
 */
export function kindOf(
  id: string,
  operation: JsonObject,
  words: readonly (readonly [where: string, text: string])[],
): FoundKind | undefined {
  const stated = mediaKinds.find((kind) => kind === operation['x-kind'])
  if (stated) return { is: stated, evidence: 'An overlay says so.' }
  const results = resultsIn([operation['responses'] ?? null, operation['callbacks'] ?? null])
  const [made, ...others] = kindsIn(results, (kind) => String.raw`\.(?:${endings[kind]})\b`)
  if (made && others.every(({ kind }) => kind === made.kind)) {
    return { is: made.kind, evidence: `The example of a result ends in ${made.text}.` }
  }
  for (const look of [outgoing, mentioned]) {
    for (const [where, text] of [...words, ['id', id] as const]) {
      const isId = where === 'id'
      const hits = look((isId ? text : withoutId(text.slice(0, enough), id)).toLowerCase())
      const hit = isId ? hits.at(-1) : hits[0]
      if (hit) return { is: hit.kind, evidence: `The ${where}: ${brief(text.trim())}.` }
    }
  }
  return undefined
}

/** A page that quotes its id says nothing by that. */
function withoutId(text: string, id: string): string {
  return text
    .split(id)
    .reduce((before, after) => before + (/[\w/-]$/.test(before) || /^[\w/-]/.test(after) ? id : ' ') + after)
}

function outgoing(text: string): Hit[] {
  return ways.map((way) => kindsIn(text, way)).find((hits) => hits.length > 0) ?? []
}

/** What is left speaks of media without saying which way they go. */
function mentioned(text: string): Hit[] {
  const rest = text.replaceAll(incoming, ' ')
  return kindsIn(rest, (kind) => String.raw`(?<![a-z])(?:${media[kind]})(?![a-z])`).filter(
    ({ kind }) => kind !== 'text',
  )
}

interface Hit {
  readonly kind: MediaKind
  readonly text: string
  readonly index: number
}

/** The kinds that a text speaks of, in its order. */
function kindsIn(text: string, expression: (kind: MediaKind) => string): Hit[] {
  return mediaKinds
    .flatMap((kind) =>
      [...text.matchAll(new RegExp(expression(kind), 'g'))].map((match) => ({
        kind,
        text: match[0],
        index: match.index,
      })),
    )
    .toSorted((left, right) => left.index - right.index)
}

/** What examples hold as results, as text. What was sent is in some of them too, and says nothing. */
function resultsIn(value: Json, isResult = false): string {
  if (typeof value === 'string') return isResult ? value : ''
  if (Array.isArray(value)) return value.map((item) => resultsIn(item, isResult)).join(' ')
  if (!isObject(value)) return ''
  return Object.entries(value)
    .map(([key, child]) => resultsIn(child, isResult || /^(?:result|output)(?!.*water)/i.test(key)))
    .join(' ')
}
