/* oxlint-disable no-control-regex -- Files begin with such bytes. */

/** How many bytes of a file's beginning tell what it is. */
export const headBytes = 512

/** What files begin with, as Latin-1: the number is the position. A point stands for any byte. */
const signatures: readonly (readonly [at: number, pattern: RegExp])[] = [
  // MP4, MOV, M4A, AVIF, HEIC; old MOV files begin with one of the other boxes.
  [4, /^(ftyp|moov|mdat|wide|free|skip|pnot)/],
  // MKV, WebM.
  [0, /^\x1a\x45\xdf\xa3/],
  [0, /^RIFF[^]{4}(AVI |WAVE|WEBP)/],
  [0, /^\x89PNG\r\n\x1a\n/],
  [0, /^\xff\xd8\xff/],
  [0, /^GIF8[79]a/],
  // BMP: the size, then four bytes of zero.
  [0, /^BM[^]{4}\0{4}/],
  [0, /^(II\*\0|MM\0\*)/],
  // MP3 with and without ID3, AAC.
  [0, /^(ID3|\xff[\xe0-\xff])/],
  [0, /^(fLaC|OggS|FLV\x01|\0\0\x01\xba)/],
  // GLB, and ZIP, which holds further formats.
  [0, /^(glTF|PK\x03\x04)/],
]

const mediaType =
  /^(video|image|audio|model)\/|^(application|binary)\/octet-stream\b|^application\/(zip|ogg)\b/i

/** Formats that are text: SVG, glTF, OBJ and the like. */
const textType = /^(image\/svg|model\/)/i

/** Why a file cannot be a medium, from its beginning and its type; nothing if it can. */
export function notMedia(head: Uint8Array, contentType: string | undefined): string | undefined {
  const text = String.fromCharCode(...head.subarray(0, headBytes))
  if (signatures.some(([at, pattern]) => pattern.test(text.slice(at)))) return undefined
  const type = contentType ?? ''
  if (textType.test(type) && !/^\s*<(!doctype\s+)?html/i.test(text)) return undefined
  const isText = !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text)
  const begin = /^(?:\xef\xbb\xbf)?\s*([<{[])/.exec(text)?.[1]
  if (isText && begin) return begin === '<' ? 'a page of HTML or XML' : 'JSON'
  return type && !mediaType.test(type) ? 'of another type' : undefined
}
