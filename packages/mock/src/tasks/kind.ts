/** What a model makes. */
export type MediaKind = 'video' | 'image' | 'audio'

const words: readonly (readonly [RegExp, MediaKind])[] = [
  [/video|clip|movie|animate/g, 'video'],
  [/image|photo|picture|draw/g, 'image'],
  [/audio|speech|music|sound|song|voice/g, 'audio'],
]

/**
 * The kind of a model, as the document states it. Else the API says it nowhere but in words: the last such word of its id counts (an
 * `image-to-video` makes videos), else the first one of its description, else it is a video.
 */
export function kindOf(model: string, description = '', stated?: string): MediaKind {
  const known = words.find(([, kind]) => kind === stated)
  if (known) return known[1]
  return found(model).at(-1)?.kind ?? found(description.replace(model, ''))[0]?.kind ?? 'video'
}

function found(text: string): { kind: MediaKind; at: number }[] {
  return words
    .flatMap(([word, kind]) =>
      [...text.toLowerCase().matchAll(word)].map(({ index }) => ({ kind, at: index })),
    )
    .toSorted((one, other) => one.at - other.at)
}
