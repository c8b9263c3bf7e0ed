/* oxlint-disable no-control-regex -- Types of boxes are looked at as bytes. */

/**
 * What the structure of a file says of its end: it is there; there must be more, as far as the format is understood;
 * bytes are missing for certain, since the file itself tells a size that was not reached; or nothing is known.
 */
export type Ending = 'whole' | 'cut' | 'short' | 'unknown'

/** What a walk through a file asks for: bytes to look at, so many to pass, or all up to a byte and with it. */
export type Step = ({ readonly take: number } | { readonly pass: number } | { readonly passTo: number }) & {
  /** What it is that the file ends right before this. Default: cut. */
  readonly before?: Ending
  /** What it is that the file ends within this. Default: cut. */
  readonly within?: Ending
}

/** Walks through a file of one format. When it is done, so is the file. */
export type Walk = Generator<Step, void, Uint8Array>

/** Whatever follows, with an end that nobody knows: a walk does not come back from it. */
const theRest = { pass: Infinity, before: 'unknown', within: 'unknown' } as const

/** Bytes whose number the file tells, in a place that leaves no doubt that it is one. */
const counted = (pass: number): Step => ({ pass, before: 'short', within: 'short' })

/** Boxes that nothing else has by chance where a box begins. */
const knownBoxes = /^(ftyp|styp|moov|moof|mfra|mdat|meta|free|skip|wide|uuid|sidx|emsg)$/

/** MP4, MOV, M4A, HEIC, AVIF: boxes, each with its size, of which one is the index and one holds the content. */
export function* boxes(): Walk {
  const seen = new Set<string>()
  for (let last = ''; ;) {
    const isPlayable = (seen.has('moov') || seen.has('meta')) && seen.has('mdat')
    // Nobody knows how many fragments come, unless their index has come, which is the last box.
    const isOpen = seen.has('moof') && last !== 'mfra'
    const before = isPlayable && isOpen ? 'unknown' : isPlayable ? 'whole' : 'cut'
    const head = view(yield { take: 8, before, within: isPlayable ? 'unknown' : 'cut' })
    last = ascii(head, 4, 8)
    let size = head.getUint32(0)
    let taken = 8
    if (size === 1) {
      size = Number(view(yield { take: 8 }).getBigUint64(0))
      taken = 16
    }
    // A box that goes on to the end, or something else than a box.
    if (size < taken || !/^[\x20-\x7e\xa9]{4}$/.test(last)) yield theRest
    const isCounted = seen.size > 0 && knownBoxes.test(last)
    seen.add(last)
    yield isCounted ? counted(size - taken) : { pass: size - taken }
  }
}

/** MKV, WebM: a header, then a segment, whose size is not known when it was written on the way. */
export function* matroska(): Walk {
  for (;;) {
    const id = yield* vint(false)
    const size = yield* vint(true)
    if (size === undefined || id === undefined) yield theRest
    else if (id !== 0x18_53_80_67) yield { pass: size }
    else return void (yield counted(size))
  }
}

/** A number of Matroska: as many zero bits come first as bytes follow. Nothing if all its bits say "not known". */
function* vint(isSize: boolean): Generator<{ take: number }, number | undefined, Uint8Array> {
  const [first = 0] = yield { take: 1 }
  const more = Math.clz32(first) - 24
  if (more > 7) return undefined
  const rest = yield { take: more }
  const own = isSize ? first & (0x7f >> more) : first
  if (isSize && own === 0x7f >> more && rest.every((byte) => byte === 0xff)) return undefined
  return rest.reduce((sum, byte) => sum * 256 + byte, own)
}

/** AVI, WAV: writers that do not know how much sound will come, or count wrong, are many. */
export const riff = (): Walk => announced(riffSize, 'unknown')
export const webp = (): Walk => announced(riffSize, 'short')
export const glb = (): Walk => announced((head) => head.getUint32(8, true), 'short')

/** Formats whose first twelve bytes tell the size of the file. */
function* announced(read: (head: DataView) => number, short: Ending): Walk {
  const size = read(view(yield { take: 12 }))
  if (size < 12 || size >= 0x7f_00_00_00) yield theRest
  yield { pass: size - 12, before: short, within: short }
}

function riffSize(head: DataView): number {
  const size = head.getUint32(4, true)
  // To an even position.
  return size + (size % 2) + 8
}

/** Chunks with their sizes, up to the one that ends it. */
export function* png(): Walk {
  yield { pass: 8 }
  let isCounted = false
  for (let type = ''; type !== 'IEND';) {
    // A PNG ends with that one, and with no other.
    const more = isCounted ? 'short' : 'cut'
    const head = view(yield { take: 8, before: more, within: more })
    type = ascii(head, 4, 8)
    if (!/^[a-z]{4}$/i.test(type)) yield theRest
    const size = head.getUint32(0)
    yield isCounted ? counted(size + 4) : { pass: size + 4 }
    isCounted ||= type === 'IHDR' && size === 13
  }
}

/** Segments with their sizes, and between them the picture, in which each 0xff is followed by what is no end. */
export function* jpeg(): Walk {
  yield { pass: 2 }
  for (;;) {
    yield { passTo: 0xff }
    let marker = 0xff
    while (marker === 0xff) marker = (yield { take: 1 })[0]!
    if (marker === 0xd9) return
    if (marker > 1 && (marker < 0xd0 || marker > 0xd8)) {
      yield { pass: Math.max(0, view(yield { take: 2 }).getUint16(0) - 2) }
    }
  }
}

/** Blocks up to the one that ends it, each of which is a chain of up to 255 bytes each. */
export function* gif(): Walk {
  const head = yield { take: 13 }
  yield { pass: colours(head[10]!) }
  let hasImage = false
  for (;;) {
    // Some writers leave the last byte out.
    const kind: number | undefined = (yield { take: 1, before: hasImage ? 'unknown' : 'cut' })[0]
    if (kind === 0x3b) return
    hasImage ||= kind === 0x2c
    if (kind === 0x2c) yield { pass: colours((yield { take: 9 })[8]!) + 1 }
    else if (kind === 0x21) yield { pass: 1 }
    else yield theRest
    for (let size = 255; size;) {
      size = (yield { take: 1 })[0]!
      yield { pass: size }
    }
  }
}

function colours(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

/** Frames without end, unless the first one holds a table that tells the size of all. */
export function* mp3(): Walk {
  const lost = { before: 'unknown', within: 'unknown' } as const
  let head = yield { take: 10, ...lost }
  if (ascii(view(head), 0, 3) === 'ID3') {
    const size = head.subarray(6).reduce((sum, byte) => sum * 128 + byte, 0)
    yield { pass: size + (head[5]! & 0x10 ? 10 : 0), ...lost }
    head = yield { take: 10, ...lost }
  }
  const frame = view(Uint8Array.from([...head, ...(yield { take: 42, ...lost })]))
  const isMono = frame.getUint8(3) >> 6 === 3
  const isVersion1 = (frame.getUint8(1) & 0x18) === 0x18
  const table = 4 + (isVersion1 ? (isMono ? 17 : 32) : isMono ? 9 : 17)
  const flags = frame.getUint32(table + 4)
  if (!/^(Xing|Info)$/.test(ascii(frame, table, table + 4)) || !(flags & 2)) yield theRest
  yield { pass: Math.max(0, frame.getUint32(table + (flags & 1 ? 12 : 8)) - 52), ...lost }
  // The title of old players may follow.
  yield { take: 128, before: 'whole', within: 'unknown' }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

function ascii(bytes: DataView, from: number, until: number): string {
  let text = ''
  for (let at = from; at < until; at++) text += String.fromCharCode(bytes.getUint8(at))
  return text
}
