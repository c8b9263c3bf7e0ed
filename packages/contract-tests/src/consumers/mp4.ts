/** The top-level boxes of an MP4 file, in order. Throws when they do not fill the file exactly: it is cut or torn. */
export function mp4Boxes(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const boxes: string[] = []
  let offset = 0
  while (offset < bytes.length) {
    // ISO/IEC 14496-12, 4.2: 32 bits of size (header included), then four letters.
    const size = bytes.length - offset >= 8 ? view.getUint32(offset) : 0
    if (size < 8 || offset + size > bytes.length) {
      throw new Error(`Not an MP4 file, or not all of it: no whole box at byte ${offset} of ${bytes.length}`)
    }
    boxes.push(String.fromCharCode(...bytes.subarray(offset + 4, offset + 8)))
    offset += size
  }
  return boxes
}
