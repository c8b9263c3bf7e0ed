/** What the boxes of an MP4 file say (ISO/IEC 14496-12). */
export interface Movie {
  seconds: number
  width: number
  height: number
  codec: string
}

export function readMovie(bytes: Uint8Array): Movie {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const mvhd = find(file, ['moov', 'mvhd'])
  const tkhd = find(file, ['moov', 'trak', 'tkhd'])
  const stsd = find(file, ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd'])
  return {
    // Version 0 headers: time scale and duration in 32 bits, the size of the track as 16.16 fixed point.
    seconds: mvhd.getUint32(16) / mvhd.getUint32(12),
    width: tkhd.getUint32(tkhd.byteLength - 8) >> 16,
    height: tkhd.getUint32(tkhd.byteLength - 4) >> 16,
    codec: typeAt(stsd, 12),
  }
}

function find(within: DataView, [type, ...deeper]: readonly string[]): DataView {
  for (let at = 0; at < within.byteLength;) {
    const size = within.getUint32(at)
    const content = new DataView(within.buffer, within.byteOffset + at + 8, size - 8)
    if (typeAt(within, at + 4) === type) return deeper.length > 0 ? find(content, deeper) : content
    at += size
  }
  throw new Error(`The file has no box ${type}.`)
}

function typeAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)))
}
