const kinds = ['video', 'image', 'audio', 'text'] as const

/** What a model makes. */
export type MediaKind = (typeof kinds)[number]

type Words = readonly (readonly [RegExp, MediaKind])[]

// What follows `to` in the id of a model that says it: `image-to-video`, `speech-to-text`.
const targets: Words = [
  [/\bto[-_ ](?:video|animation|movie)/g, 'video'],
  [/\bto[-_ ](?:image|photo|picture)/g, 'image'],
  [/\bto[-_ ](?:audio|speech|music|sound|song|voice|dialogue)/g, 'audio'],
  [/\bto[-_ ](?:text|prompt|lyrics|caption)/g, 'text'],
]

// Families of which an id may be the bare name, as `google/nano-banana` and `suno/v5`.
const families: Words = [
  [/infinitalk|omnihuman|lip-?sync/g, 'video'],
  [
    /nano-?banana|seedream|seededit|recraft|ideogram|flux|imagen|gpt-?(?:image|4o)|dall-?e|midjourney/g,
    'image',
  ],
  [
    /stable-?diffusion|sdxl|\bsd-?\d|hidream|kolors|qwen|kontext|photon|firefly|cogview|leonardo|krea/g,
    'image',
  ],
  [/remove-(?:background|bg)|background-remov|rembg|esrgan|gfpgan|in-?paint|out-?paint|try-?on/g, 'image'],
  [/elevenlabs|suno|\budio\b|mureka|lyria|chatterbox|kokoro|riffusion|\btts\b|dialogue/g, 'audio'],
  [/whisper|scribe|transcri|lyrics|\b(?:stt|asr|ocr)\b/g, 'text'],
]

const media: Words = [
  [/video|clip|movie|animate/g, 'video'],
  [/image(?!n)|photo|picture|draw/g, 'image'],
  [/audio|speech|music|sound|song|voice/g, 'audio'],
]

/**
 * The kind of a model: as the document states it. Else the API says it nowhere but in words. Of its id count, in this
 * order: what it turns its input into, the last word for a medium (what comes after `from` aside), and the name of its
 * family; else the first word of its description; else it is a video.
 */
export function kindOf(model: string, description = '', stated?: string): MediaKind {
  const id = model.toLowerCase()
  return (
    kinds.find((kind) => kind === stated) ??
    last(targets, id) ??
    last(media, id.replaceAll(/\bfrom[-_ ]\w+/g, '')) ??
    last(families, id) ??
    found(media, description.replace(model, ''))[0]?.kind ??
    'video'
  )
}

function last(words: Words, text: string): MediaKind | undefined {
  return found(words, text).at(-1)?.kind
}

function found(words: Words, text: string): { kind: MediaKind; at: number }[] {
  return words
    .flatMap(([word, kind]) =>
      [...text.toLowerCase().matchAll(word)].map(({ index }) => ({ kind, at: index })),
    )
    .toSorted((one, other) => one.at - other.at)
}
