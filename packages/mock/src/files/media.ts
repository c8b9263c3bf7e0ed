import { readFile } from 'node:fs/promises'
import { storedFile, type StoredFile } from '../http/file-reply.ts'
import { mediaFolder } from '../media-folder.ts'
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

/** Seconds of the clip that an input gets: 10 when it asks for ten or more, as text or as a number, else 5. */
export function clipSeconds(input: Record<string, unknown>): 5 | 10 {
  return Number(input['duration']) >= 10 ? 10 : 5
}

/** The shape that is nearest to the one that the input asks for, as `9:16`, `1024x1536` or `portrait_4_3`; else 16:9. */
function shapeOf(input: Record<string, unknown>): '16x9' | '9x16' | '1x1' {
  const asked = [input['aspect_ratio'], input['image_size'], input['size']].find(
    (value) => typeof value === 'string',
  )
  const text = String(asked)
  if (/^square/i.test(text)) return '1x1'
  const [, width, height] = /(\d{1,5})[x:_*](\d{1,5})/.exec(text) ?? []
  const ratio = Number(width) / Number(height)
  // Where a word and a number disagree, as in `portrait_4_3`, the word is right.
  if (/^portrait/i.test(text)) return '9x16'
  if (/^landscape/i.test(text) || !(ratio > 0)) return '16x9'
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
