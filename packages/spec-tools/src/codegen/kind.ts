/** What a model makes. */
export type MediaKind = 'video' | 'image' | 'audio'

const words: readonly (readonly [MediaKind, RegExp])[] = [
  ['video', /video|clip|movie|animate/g],
  ['image', /image|photo|picture|draw/g],
  ['audio', /audio|speech|music|sound|song|voice/g],
]

/**
 * The kind of a model, which upstream states nowhere but in words: the last such word of its id counts, since an
 * `image-to-video` makes videos, else the first one of its page, which may quote the id.
 */
export function kindOf(id: string, page: string): MediaKind | undefined {
  return kindsIn(id).at(-1) ?? kindsIn(page.replaceAll(id, ''))[0]
}

/** The kinds that a text speaks of, in its order. */
function kindsIn(text: string): readonly MediaKind[] {
  return words
    .flatMap(([kind, word]) => [...text.toLowerCase().matchAll(word)].map(({ index }) => ({ kind, index })))
    .toSorted((one, other) => one.index - other.index)
    .map(({ kind }) => kind)
}
