import { readFile } from 'node:fs/promises'
import { storedFile, type StoredFile } from '../http/file-reply.ts'
import { mediaFolder } from '../media-folder.ts'
import type { MediaKind } from '../tasks/kind.ts'

const formats: Readonly<Record<MediaKind, { extension: string; type: string }>> = {
  video: { extension: 'mp4', type: 'video/mp4' },
  image: { extension: 'png', type: 'image/png' },
  audio: { extension: 'mp3', type: 'audio/mpeg' },
}

const ratios: Record<string, string> = { '16:9': '16x9', '9:16': '9x16', '1:1': '1x1' }

const loaded = new Map<string, Promise<StoredFile>>()

/** The extension of a result's name. */
export function extensionOf(kind: MediaKind): string {
  return formats[kind].extension
}

/** Seconds of the clip that an input gets: 10 when it asks for ten or more, as text or as a number, else 5. */
export function clipSeconds(input: Record<string, unknown>): 5 | 10 {
  return Number(input['duration']) >= 10 ? 10 : 5
}

/**
 * A file of the kind, in the aspect ratio (16:9 for one that there is none of) and length that the input asks for.
 */
export function mediaFor(kind: MediaKind, input: Record<string, unknown>): Promise<StoredFile> {
  const { extension, type } = formats[kind]
  const ratio = ratios[String(input['aspect_ratio'])] ?? '16x9'
  const seconds = `${clipSeconds(input)}s`
  const name = { video: `${ratio}-${seconds}`, image: ratio, audio: seconds }[kind]
  const file =
    loaded.get(name) ??
    readFile(new URL(`${name}.${extension}`, mediaFolder)).then((bytes) => storedFile(bytes, type))
  loaded.set(name, file)
  return file
}
