/** The smallest files of formats that show their end, and whether they tell sizes that prove a part of one to be cut. */
export const small: readonly (readonly [format: string, file: Buffer, tellsSizes: boolean])[] = [
  [
    'MP4, its index first',
    latin1('\0\0\0\x0cftypisom\0\0\0\x10moov........\0\0\0\x08free\0\0\0\x12mdat..........'),
    true,
  ],
  ['MP4, its index last', latin1('\0\0\0\x0cftypisom\0\0\0\x12mdat..........\0\0\0\x10moov........'), true],
  [
    'MOV with large boxes',
    latin1('\0\0\0\x08wide\0\0\0\x01mdat\0\0\0\0\0\0\0\x12..\0\0\0\x10moov........'),
    true,
  ],
  [
    'MP4 in fragments',
    latin1(
      `\0\0\0\x0cftypisom\0\0\0\x0cmoov....${'\0\0\0\x0cmoof....\0\0\0\x0amdat..'.repeat(2)}\0\0\0\x0cmfra....`,
    ),
    true,
  ],
  ['AVIF', latin1('\0\0\0\x0cftypavif\0\0\0\x0cmeta....\0\0\0\x0cmdat....'), true],
  ['WebM', latin1('\x1a\x45\xdf\xa3\x83B\x86\x81\x18\x53\x80\x67\x40\x08........'), true],
  [
    'Matroska with a long size',
    latin1('\x1a\x45\xdf\xa3\x82B\x86\x18\x53\x80\x67\x01\0\0\0\0\0\0\x05.....'),
    true,
  ],
  [
    'PNG',
    latin1(`\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR${'.'.repeat(17)}\0\0\0\x02IDAT......\0\0\0\0IEND....`),
    true,
  ],
  [
    'JPEG',
    latin1(
      '\xff\xd8\xff\xe1\0\x06\xff\xd8\xff\xd9\xff\xda\0\x02..\xff\0.\xff\xd0.\xff\xff\xc4\0\x03.\xff\xd9',
    ),
    false,
  ],
  [
    'GIF',
    latin1('GIF89a\x01\0\x01\0\x80\0\0......!\xf9\x02;;\0,\0\0\0\0\x01\0\x01\0\x80......\x02\x02.;\x01;\0;'),
    false,
  ],
  ['WebP', latin1('RIFF\x0b\0\0\0WEBPVP8 ...\0'), true],
  ['GLB', latin1('glTF\x02\0\0\0\x1c\0\0\0\x08\0\0\0JSON{}......'), true],
  ['WAV', latin1('RIFF\x10\0\0\0WAVEfmt ........'), false],
  ['MP3', mp3(), false],
]

/** MPEG 1, layer III, stereo: a table that counts the bytes after the title of the file. */
function mp3(): Buffer {
  const audio = Buffer.alloc(80)
  audio.write('\xff\xfb\x90\0', 'latin1')
  audio.write('Info\0\0\0\x03', 36, 'latin1')
  audio.writeUInt32BE(audio.length, 48)
  return Buffer.concat([latin1('ID3\x04\0\0\0\0\0\x05title'), audio])
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}
