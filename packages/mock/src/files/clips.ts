import { readFile } from 'node:fs/promises'
import { storedFile, type StoredFile } from '../http/file-reply.ts'
import { mediaFolder } from '../media-folder.ts'

const ratios: Record<string, string> = { '16:9': '16x9', '9:16': '9x16', '1:1': '1x1' }

const loaded = new Map<string, Promise<StoredFile>>()

/** Seconds of the clip that an input gets: 10 when it asks for ten or more, as text or as a number, else 5. */
export function clipSeconds(input: Record<string, unknown>): 5 | 10 {
  return Number(input['duration']) >= 10 ? 10 : 5
}

/** The clip in the aspect ratio and length that the input asks for; 16:9 for a ratio that there is no clip of. */
export function clipFor(input: Record<string, unknown>): Promise<StoredFile> {
  const name = `${ratios[String(input['aspect_ratio'])] ?? '16x9'}-${clipSeconds(input)}s.mp4`
  const clip =
    loaded.get(name) ?? readFile(new URL(name, mediaFolder)).then((bytes) => storedFile(bytes, 'video/mp4'))
  loaded.set(name, clip)
  return clip
}
