import { configurationError } from '../../errors/configuration-error.ts'
import { checkOptions } from '../../options/check-options.ts'
import { milliseconds } from '../../options/milliseconds.ts'
import { show } from '../../schema/values.ts'
import { mediaTypeOf } from '../media-type.ts'
import type { Sink } from '../sink/sink.ts'
import { S3Object } from './s3-object.ts'

/** An object of S3-compatible storage, and how it is written. */
export interface S3SinkOptions {
  /**
   * The address of the bucket, in either style: `https://s3.eu-central-1.amazonaws.com/clips`,
   * `https://clips.s3.eu-central-1.amazonaws.com`, `https://storage.yandexcloud.net/clips`.
   */
  readonly bucketUrl: string
  /** The object's key: 1 to 1,024 bytes of UTF-8, of any script. An object that is there is replaced. */
  readonly key: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Of temporary credentials. Default: none. */
  readonly sessionToken?: string | undefined
  /** Default: as the address says (AWS, R2, Backblaze), else `us-east-1`. */
  readonly region?: string | undefined
  /** The object's `Content-Type`. Default: what its server says that the file is, else what the key's ending stands for. */
  readonly contentType?: string | undefined
  /**
   * How large a part of an upload is, in bytes, from 5,242,880 on: so much of the file is held in memory. Larger where a
   * file would have more than 10,000 of them. Default: 8,388,608.
   */
  readonly partBytes?: number | undefined
  /** How long one request may take, in milliseconds; `null` for as long as it takes. Default: 120,000. */
  readonly timeoutMs?: number | null | undefined
}

const leastPart = 5_242_880
const mostParts = 10_000

/**
 * A sink for an object of S3-compatible storage. The object appears when all of the file came and was checked: a download
 * that fails or is aborted leaves neither an object nor an upload that was begun. (A process that is killed leaves the
 * upload; storages drop such ones by a rule of the bucket, `AbortIncompleteMultipartUpload`.) Small files are sent in
 * one request, larger ones in parts, each with its checksum; nothing more is read from the network while one is sent.
 *
 * Before money is spent, an upload is begun and dropped again, to see that it may be. Needs `aws4fetch`; throws a
 * `ConfigurationError` for options that cannot be used. Its errors end the download with a `FileError`.
 *
 * @example
 * const storage = { bucketUrl: 'https://storage.yandexcloud.net/clips', region: 'ru-central1', accessKeyId, secretAccessKey }
 * await apikley.generate(model, input, { key: 'order-17', saveTo: s3Sink({ ...storage, key: 'order-17.mp4' }) })
 */
export function s3Sink(options: S3SinkOptions): Sink {
  const { url, key, partBytes, timeoutMs } = readOptions(options)
  const { region, accessKeyId, secretAccessKey, sessionToken } = options
  const object = new S3Object({ url, region, accessKeyId, secretAccessKey, sessionToken, timeoutMs })
  let upload = begun(partBytes)

  const flush = async (current: Upload): Promise<void> => {
    const { buffer, filled, tags, stop } = current
    if (tags.length === mostParts)
      throw new Error(`it has more than ${mostParts} parts of ${buffer.length} bytes`)
    // Not ended by an abort, which has to know the id.
    current.id ??= object.begin(current.contentType)
    const id = await current.id
    stop.signal.throwIfAborted()
    current.part = object.part(id, tags.length + 1, buffer.subarray(0, filled), stop.signal)
    tags.push(await current.part)
    stop.signal.throwIfAborted()
    current.filled = 0
  }
  const drop = async (): Promise<void> => {
    const { id, part, stop } = upload
    stop.abort(new Error('the upload was given up'))
    upload = begun(partBytes)
    const known = await id?.catch(() => undefined)
    // One that arrives after the upload was dropped may be kept, and be charged for.
    await part?.catch(() => {})
    if (known !== undefined) await object.cancel(known)
  }
  const typeOf = (told: string | undefined): string =>
    options.contentType ?? told ?? mediaTypeOf(key) ?? 'application/octet-stream'

  return {
    name: url,
    keepsNothing: true,
    check: async () => object.cancel(await object.begin(typeOf(undefined))),
    savedBytes: () => object.size(),
    open: ({ bytes = 0, contentType }) => {
      upload = begun(Math.max(partBytes, Math.ceil(bytes / mostParts)), typeOf(contentType))
    },
    async write(bytes) {
      const current = upload
      for (let done = 0; done < bytes.length;) {
        const { buffer, filled } = current
        const piece = bytes.subarray(done, done + buffer.length - filled)
        buffer.set(piece, filled)
        current.filled += piece.length
        done += piece.length
        if (current.filled === buffer.length) await flush(current)
      }
    },
    async restart({ contentType }) {
      const { length } = upload.buffer
      await drop()
      upload = begun(length, typeOf(contentType))
    },
    async commit() {
      const current = upload
      const { id, buffer, filled, contentType, stop, tags } = current
      if (id === undefined) return object.put(buffer.subarray(0, filled), contentType, stop.signal)
      if (filled) await flush(current)
      await object.complete(await id, tags)
    },
    abort: drop,
  }
}

/** A file that is being written: how far it is, and its upload, if it has more than one part. */
interface Upload {
  readonly buffer: Uint8Array<ArrayBuffer>
  filled: number
  id: Promise<string> | undefined
  part: Promise<string> | undefined
  readonly contentType: string
  readonly tags: string[]
  readonly stop: AbortController
}

function begun(partBytes: number, contentType = ''): Upload {
  // Without a type it is not opened yet, and needs no memory.
  const buffer = new Uint8Array(contentType ? partBytes : 0)
  return {
    buffer,
    filled: 0,
    id: undefined,
    part: undefined,
    contentType,
    tags: [],
    stop: new AbortController(),
  }
}

function readOptions(options: S3SinkOptions): {
  url: string
  key: string
  partBytes: number
  timeoutMs: number
} {
  checkOptions('s3Sink', options, {
    bucketUrl: true,
    key: true,
    accessKeyId: true,
    secretAccessKey: true,
    sessionToken: true,
    region: true,
    contentType: true,
    partBytes: true,
    timeoutMs: true,
  })
  const { bucketUrl, key, partBytes = 8_388_608 } = options ?? {}
  const texts = ['accessKeyId', 'secretAccessKey', 'sessionToken', 'region', 'contentType'] as const
  for (const name of texts) {
    const value: unknown = options?.[name]
    const isLeftOut = value === undefined && !name.endsWith('Id') && name !== 'secretAccessKey'
    // Not shown: a secret may stand in the wrong place.
    if (!isLeftOut && (typeof value !== 'string' || !value)) throw unusable(`${name} is missing, or no text`)
  }
  const isAddress =
    typeof bucketUrl === 'string' && /^https?:\/\//i.test(bucketUrl) && URL.canParse(bucketUrl)
  const bucket = isAddress ? new URL(bucketUrl) : undefined
  if (!bucket || bucket.href !== bucket.origin + bucket.pathname) {
    throw unusable(`bucketUrl is no http or https URL, or has a user, query or hash`)
  }
  const bytes = typeof key === 'string' ? new TextEncoder().encode(key).length : 0
  if (!bytes || bytes > 1_024 || /\p{Cs}|^\/|(^|\/)\.{1,2}(\/|$)/u.test(key)) {
    throw unusable(
      `key must be 1 to 1,024 bytes without a slash at its beginning, '.' and '..', received ${show(key)}`,
    )
  }
  if (!Number.isInteger(partBytes) || partBytes < leastPart) {
    throw unusable(`partBytes must be a whole number from ${leastPart} on, received ${show(partBytes)}`)
  }
  const timeoutMs = Math.min(milliseconds('timeoutMs', options.timeoutMs, 120_000), 2 ** 31 - 1)
  const path = key.split('/').map(encodeURIComponent).join('/')
  return { url: `${bucket.href.replace(/\/+$/, '')}/${path}`, key, partBytes, timeoutMs }
}

function unusable(fault: string): Error {
  return configurationError(`s3Sink: ${fault}`, 'Correct the call; nothing was sent.')
}
