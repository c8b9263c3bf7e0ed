import { readFile } from 'node:fs/promises'
import { storedFile, type StoredFile } from '../http/file-reply.ts'
import { mediaFolder } from '../media-folder.ts'
import { fieldsLike } from '../tasks/input-fields.ts'
import type { MediaKind } from '../tasks/kind.ts'

/** What there are files of. */
export type FileKind = Exclude<MediaKind, 'text'>

const formats: Readonly<Record<FileKind, { extension: string; type: string }>> = {
  video: { extension: 'mp4', type: 'video/mp4' },
  image: { extension: 'png', type: 'image/png' },
  audio: { extension: 'mp3', type: 'audio/mpeg' },
}

const loaded = new Map<string, Promise<StoredFile>>()

/** The extension of a result's name. */
export function extensionOf(kind: FileKind): string {
  return formats[kind].extension
}

const lengths = /^(?:video|audio|music|clip)?(?:duration|length)(?:s|sec|seconds)?$|^seconds$|^nframes$/
const shapes = /^(?:image|video|output)?(?:aspectratio|ratio|size|orientation|dimensions)$/

/** Seconds of the clip that an input gets: 10 when it asks for ten or more, as text or as a number, else 5. */
export function clipSeconds(input: Record<string, unknown>): 5 | 10 {
  const [asked] = fieldsLike(input, lengths)
  return Number.parseFloat(String(asked)) >= 10 ? 10 : 5
}

/** The shape that is nearest to the one that the input asks for, as `9:16`, `1024x1536` or `portrait_4_3`; else 16:9. */
function shapeOf(input: Record<string, unknown>): Shape {
  const { width, height } = input
  const asked = [...fieldsLike(input, shapes), `${String(width)}x${String(height)}`]
  return asked.map(shapeIn).find((shape) => shape !== undefined) ?? '16x9'
}

type Shape = '16x9' | '9x16' | '1x1'

function shapeIn(value: unknown): Shape | undefined {
  const text = typeof value === 'string' ? value : ''
  // Where a word and a number disagree, as in `portrait_4_3`, the word is right.
  const [, word = ''] = /^(square|portrait|landscape)/i.exec(text) ?? []
  const byWord = { square: '1x1', portrait: '9x16', landscape: '16x9' } as const
  const known = Object.entries(byWord).find(([name]) => name === word.toLowerCase())?.[1]
  if (known) return known
  const [, width, height] = /(\d{1,5})[x:_*/](\d{1,5})/.exec(text) ?? []
  const ratio = Number(width) / Number(height)
  if (!(ratio > 0)) return undefined
  return ratio > 4 / 3 - 0.01 ? '16x9' : ratio < 3 / 4 + 0.01 ? '9x16' : '1x1'
}

/** A file of the kind, in the shape and length that the input asks for. */
export function mediaFor(kind: FileKind, input: Record<string, unknown>): Promise<StoredFile> {
  const { extension, type } = formats[kind]
  const ratio = shapeOf(input)
  const seconds = `${clipSeconds(input)}s`
  const name = { video: `${ratio}-${seconds}`, image: ratio, audio: seconds }[kind]
  const file =
    loaded.get(name) ??
    readFile(new URL(`${name}.${extension}`, mediaFolder)).then((bytes) => storedFile(bytes, type))
  loaded.set(name, file)
  return file
}
