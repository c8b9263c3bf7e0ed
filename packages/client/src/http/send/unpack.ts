import type Stream from 'node:stream'
import type { Readable } from 'node:stream'
import type Zlib from 'node:zlib'
import { builtin } from '../builtin.ts'

const decoders = {
  gzip: 'createGunzip',
  'x-gzip': 'createGunzip',
  deflate: 'createInflate',
  br: 'createBrotliDecompress',
} as const

/** The body as it was before it was packed on the way, as `fetch` would give it; itself if it was not packed. */
export function unpack(body: Readable, encoding: string | undefined): Readable {
  const create = decoders[encoding?.trim().toLowerCase() as keyof typeof decoders]
  if (!create) return body
  return builtin<typeof Stream>('node:stream')!.pipeline(
    body,
    builtin<typeof Zlib>('node:zlib')![create](),
    // The decoder fails with what it reads from.
    () => {},
  )
}
