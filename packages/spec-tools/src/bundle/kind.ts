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

/** Names of the media, as they stand in prose, in English and in Apikley's own language, and in ids. */
const media: Words = {
  video: String.raw`videos?|clips?|movies?|animations?|footage|видео\p{L}*|ролик\p{L}*|клип\p{L}*|анимаци\p{L}*`,
  image:
    String.raw`images?|photos?|pictures?|portraits?|drawings?|illustrations?|logos?|wallpapers?` +
    String.raw`|изображени\p{L}*|картин\p{L}*|фото\p{L}*|рисун\p{L}*|иллюстраци\p{L}*`,
  audio:
    String.raw`audio|speech|music|sounds?|sound effects|songs?|voices?|voice-?overs?|dialogues?|vocals` +
    String.raw`|аудио\p{L}*|реч[ьи]|музык\p{L}*|звук\p{L}*|песн\p{L}*|голос\p{L}*`,
  text:
    String.raw`texts?|transcripts?|transcriptions?|captions?|subtitles|lyrics|prompts?|descriptions?|answers?` +
    String.raw`|текст\p{L}*|субтитр\p{L}*|транскрип\p{L}*|описани\p{L}*`,
}
const endings: Words = {
  video: 'mp4|webm|mov|mkv',
  image: 'png|jpe?g|webp|gif|avif',
  audio: 'mp3|wav|ogg|flac|m4a|opus',
  text: 'txt|srt|vtt',
}
const makes =
  'generat|creat|mak|produc|synthesi|compos|render|edit|upscal|restor|extend|retouch|writ' +
  '|генер|созда|синтез|редактир|улучш|преобраз'
/** Who speaks is seen; `voices for talking avatars` are not. */
const speakingAvatars =
  String.raw`avatars?(?: (?!for|with)[\p{L}'-]+){0,3}? (?:speak|talk|sing)(?:s|ing)?` +
  String.raw`|(?<!(?:for|of) (?:an? |the )?)(?:speaking|talking|singing) (?:[\p{L}-]+ ){0,2}?avatars?` +
  String.raw`|аватар\p{L}*(?: (?!для)[\p{L}-]+){0,3}? (?:говор[ия]\p{L}*|произн[ео]с\p{L}*|по[её]т|поют|петь)` +
  String.raw`|(?<!для )(?:говорящ|поющ)\p{L}* (?:[\p{L}-]+ ){0,2}?аватар\p{L}*` +
  // Chinese has no spaces, so that the words around are a part of the whole one.
  String.raw`|\p{Script=Han}*(?:数字人|虚拟人|虚拟形象)\p{Script=Han}{0,6}(?:说话|讲话|说出|朗读|唱歌|演唱)\p{Script=Han}*`
const verbs: Words = {
  video: String.raw`animat(?:e|es|ing)|lip-?sync\w*|анимир\p{L}*|оживля\p{L}*|${speakingAvatars}`,
  image: String.raw`draws?|paints?|рису\p{L}*`,
  audio: String.raw`sings?|narrat(?:e|es|ing)|озвучива\p{L}*`,
  text: String.raw`transcrib(?:e|es|ing)|describ(?:e|es|ing)|расшифров\p{L}*`,
}
const word = String.raw`[\p{L}\p{N}_-]+`
/** A whole word: `\b` knows letters of the Latin script only. */
const whole = (expression: string) => String.raw`(?<![\p{L}\p{N}_])(?:${expression})(?![\p{L}\p{N}_])`

/** The ways to say what comes out, the surest first: `lip-sync`, `image to video`, `generate short clips`. */
const ways: readonly ((kind: MediaKind) => string)[] = [
  (kind) => whole(kind === 'video' ? verbs.video : '(?!)'),
  (kind) => whole(String.raw`(?:(?:in)?to|во?)[-_ ]+(?:${word} ){0,3}?(?:${media[kind]})`),
  (kind) => String.raw`(?<![\p{L}\p{N}_])(?:${media[kind]})[-_ ](?:${makes}|model)`,
  (kind) =>
    whole(
      String.raw`(?:${makes})\p{L}*(?: (?!from|with|by|using|of|for|по |из )${word}){0,3}? (?:${media[kind]})`,
    ),
  (kind) => whole(verbs[kind]),
]
/** Characters of a text that are looked at. */
const enough = 2_000

/** A medium that comes in. */
const incoming =
  /(?<!\p{L})(?:from|with|by|using|given|по|из)[-_ ]+(?:an? |the |your |one )?[\p{L}\p{N}_]+|\b\w+[- ](?:driven|based|guided)\b/gu

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
  return kindsIn(rest, (kind) => String.raw`(?<!\p{L})(?:${media[kind]})(?!\p{L})`).filter(
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
      [...text.matchAll(new RegExp(expression(kind), 'gu'))].map((match) => ({
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
