/* oxlint-disable no-control-regex -- Files begin with such bytes. */
import { boxes, gif, glb, jpeg, matroska, mp3, png, riff, type Walk, webp } from './walks.ts'

/** How many bytes of a file's beginning tell what it is. */
export const headBytes = 512

/**
 * What files begin with, as Latin-1, and the walk that finds the end of such a file, where its format tells it.
 */
const signatures: readonly (readonly [pattern: RegExp, walk?: () => Walk])[] = [
  // MP4, MOV, M4A, AVIF, HEIC; old MOV files begin with one of the other boxes. Text has no such size before it.
  [/^(?=[^]{0,3}[\0-\x08])[^]{4}(ftyp|moov|mdat|wide|free|skip|pnot)/, boxes],
  // MKV, WebM.
  [/^\x1a\x45\xdf\xa3/, matroska],
  [/^RIFF[^]{4}WEBPVP8[ LX]/, webp],
  [/^RIFF[^]{4}(AVI |WAVE|WEBP)/, riff],
  [/^\x89PNG\r\n\x1a\n/, png],
  [/^\xff\xd8\xff/, jpeg],
  [/^GIF8[79]a/, gif],
  // BMP: the size, then four bytes of zero.
  [/^BM[^]{4}\0{4}/],
  [/^(II\*\0|MM\0\*)/],
  // MP3 with and without ID3; MP2, AAC.
  [/^(ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb])/, mp3],
  [/^\xff[\xe4\xe5\xf0\xf1\xf4\xf5\xf8\xf9\xfc\xfd]/],
  [/^(fLaC|OggS|FLV\x01|\0\0\x01\xba)/],
  [/^glTF\x02\0{3}[^]{8}JSON/, glb],
  [/^glTF/],
  // ZIP, which holds further formats.
  [/^PK\x03\x04/],
]

const mediaType =
  /^(video|image|audio|model)\/|^(application|binary)\/octet-stream\b|^application\/(zip|ogg)\b/i

/** Of these no format is text but those below. */
const binaryType = /^(video|image|audio)\//i

/** Formats that are text: SVG, glTF, OBJ and the like. */
const textType = /^(image\/svg|model\/)/i

/** Why a file cannot be a medium, from its beginning and its type; nothing if it can. */
export function notMedia(head: Uint8Array, contentType: string | undefined): string | undefined {
  const text = String.fromCharCode(...head.subarray(0, headBytes))
  if (signatures.some(([pattern]) => pattern.test(text))) return undefined
  const type = contentType ?? ''
  if (textType.test(type) && !/^\s*<(!doctype\s+)?html/i.test(text)) return undefined
  const isText = !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text) || /^(\xff\xfe|\xfe\xff)/.test(text)
  const begin = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*([<{[])/.exec(text)?.[1]
  if (isText && begin) return begin === '<' ? 'a page of HTML or XML' : 'JSON'
  if (isText && binaryType.test(type)) return 'text'
  return type && !mediaType.test(type) ? 'of another type' : undefined
}

/** The walk through a file that begins like this, if there is one. */
export function walkOf(head: Uint8Array): Walk | undefined {
  const text = String.fromCharCode(...head.subarray(0, 20))
  return signatures.find(([pattern]) => pattern.test(text))?.[1]?.()
}
