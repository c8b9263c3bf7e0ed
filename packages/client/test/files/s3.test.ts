import { memoryLedger } from '@apikley/client'
import { s3Sink, type S3SinkOptions } from '@apikley/client/s3'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { clientOf, clipOf as textOf, startClips } from '../generate/clip-api.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { clipOf, FileServer, type Turn } from './file-server.ts'
import { kinds, startStorage, type Storage } from './s3-storage.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const partBytes = 5_242_880
const small = clipOf(300_000)
const large = clipOf(2 * partBytes + 1_000)
const { model } = lighthouse
const input = { prompt: 'A' }

/** Saves a file into the storage. */
async function save(
  storage: Storage,
  file: Buffer,
  { key = 'a.mp4', turns = [{}], ...more }: Partial<S3SinkOptions> & { turns?: Turn[] } = {},
  options: object = {},
): Promise<unknown> {
  const server = await FileServer.start(file, ...turns)
  const { apikley } = await setUp({ clock: new FakeClock((ms) => ms <= 30_000), allowPrivateAddresses: true })
  const sink = s3Sink({ ...storage.options, partBytes, key, ...more })
  return apikley.files.save(server.url, sink, { retries: 0, ...options })
}

describe('an object', () => {
  it.for<[name: string, file: Buffer, key: string, requests: string[]]>([
    ['of one part', small, 'лето 2026/маяк+1 (100%).mp4', ['PUT']],
    ['of many parts', large, 'a/b.mp4', ['POST begin', 'PUT part', 'PUT part', 'PUT part', 'POST upload']],
    ['of whole parts', clipOf(2 * partBytes), 'c', ['POST begin', 'PUT part', 'PUT part', 'POST upload']],
  ])('%s holds the file, and its type', async ([, file, key, requests]) => {
    const storage = await startStorage()
    expect(await save(storage, file, { key })).toEqual({ bytes: file.length, contentType: 'video/mp4' })
    const { status, type, bytes } = await storage.read(key)
    expect([status, type, file.equals(bytes)]).toEqual([200, 'video/mp4', true])
    expect(kinds(storage)).toEqual(requests)
    expect(await storage.hasOpenUpload()).toBe(false)
  })

  it('is asked for with signed requests that have checksums, and without the secret', async () => {
    const storage = await startStorage()
    await save(storage, small, { sessionToken: 'fake-session' })
    const headers = storage.seen[0]!.headers
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=fake-access-key\/\d{8}\/ru-central1\/s3\/aws4_request, SignedHeaders=[^,]*x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
    )
    expect(headers['x-amz-content-sha256']).toMatch(/^[0-9a-f]{64}$/)
    expect(headers['x-amz-security-token']).toBe('fake-session')
    expect(JSON.stringify(storage.seen)).not.toContain('fake-secret-key')
  })

  it.for<[name: string, sink: Partial<S3SinkOptions>, told: string | undefined, want: string]>([
    ['that it is given', { contentType: 'video/x-own' }, 'video/mp4', 'video/x-own'],
    ['that its server says', {}, 'video/webm', 'video/webm'],
    ['that its key says', { key: 'a.mov' }, undefined, 'video/quicktime'],
    ['of anything', { key: 'a' }, undefined, 'application/octet-stream'],
  ])('has the type %s', async ([, sink, told, want]) => {
    const storage = await startStorage()
    const answer: Turn['answer'] = (_, response) => {
      response.writeHead(200, { ...(told && { 'content-type': told }), 'content-length': small.length })
      response.end(small)
    }
    await save(storage, small, { ...sink, turns: [{ answer }] })
    expect((await storage.read(sink.key ?? 'a.mp4')).type).toBe(want)
  })

  it('is begun anew where its server has another file by now', async () => {
    const storage = await startStorage()
    const other = clipOf(large.length, 2)
    const turns = [{ cutsAfter: partBytes + 10 }, { file: other, etag: '"two"' }]
    await save(storage, large, { turns }, { retries: 1 })
    expect(other.equals((await storage.read('a.mp4')).bytes)).toBe(true)
    expect(kinds(storage).filter((kind) => kind.startsWith('DELETE'))).toHaveLength(1)
    expect(await storage.hasOpenUpload()).toBe(false)
  })
})

describe('a download that fails leaves neither an object nor an upload', () => {
  it('when it breaks off', async () => {
    const storage = await startStorage()
    const error = await rejection(save(storage, large, { turns: [{ cutsAfter: partBytes + 10 }] }))
    expect(error).toMatchObject({ kind: 'network' })
    expect(kinds(storage)).toEqual(['POST begin', 'PUT part', 'DELETE upload'])
    expect((await storage.read('a.mp4')).status).toBe(404)
    expect(await storage.hasOpenUpload()).toBe(false)
  })

  it('when it is aborted while a part is sent', async () => {
    const storage = await startStorage()
    const controller = new AbortController()
    storage.answer = ({ url }) => {
      if (!url.includes('partNumber=2')) return false
      controller.abort()
      return true
    }
    const error = await rejection(save(storage, large, {}, { signal: controller.signal }))
    expect(error).toMatchObject({ kind: 'aborted' })
    expect(kinds(storage).at(-1)).toBe('DELETE upload')
    expect((await storage.read('a.mp4')).status).toBe(404)
    expect(await storage.hasOpenUpload()).toBe(false)
  })

  it('when it is aborted after garbage was collected, with which Node may forget a signal', async () => {
    const storage = await startStorage()
    const controller = new AbortController()
    const collectAndAbort = async (): Promise<void> => {
      for (let turn = 0; turn < 3; turn++) {
        collectGarbage()
        await new Promise(setImmediate)
      }
      controller.abort()
    }
    storage.answer = ({ url }) => {
      if (!url.includes('partNumber=2')) return false
      void collectAndAbort()
      return true
    }
    const error = await rejection(save(storage, large, {}, { signal: controller.signal }))
    expect(error).toMatchObject({ kind: 'aborted' })
    expect(kinds(storage).at(-1)).toBe('DELETE upload')
  })

  it('when it is aborted while the upload is begun', async () => {
    const storage = await startStorage()
    const controller = new AbortController()
    storage.answer = ({ url }) => {
      if (url.includes('uploads')) controller.abort()
    }
    await rejection(save(storage, large, {}, { signal: controller.signal }))
    expect(kinds(storage)).toEqual(['POST begin', 'DELETE upload'])
    expect(await storage.hasOpenUpload()).toBe(false)
  })

  const denied = '<Error><Code>AccessDenied</Code><Message>Not you</Message></Error>'
  it.for<[name: string, kind: string, status: number]>([
    ['a part is refused', 'partNumber=2', 403],
    ['its parts cannot be joined', 'uploadId', 500],
    ['that is said with status 200', 'uploadId', 200],
  ])('when %s', async ([, part, status]) => {
    const storage = await startStorage()
    storage.answer = ({ method, url }, response) => {
      const isMeant = url.includes(part) && method !== 'DELETE' && (part !== 'uploadId' || method === 'POST')
      if (isMeant) response.writeHead(status).end(denied)
      return isMeant
    }
    const error = await rejection(save(storage, large))
    expect(error).toMatchObject({
      kind: 'file',
      message: expect.stringMatching(/\/clips\/a.mp4: \d+ AccessDenied Not you/),
    })
    expect((await storage.read('a.mp4')).status).toBe(404)
    expect(await storage.hasOpenUpload()).toBe(false)
  })

  it('when the storage never answers', async () => {
    const storage = await startStorage()
    // The time of the request that is not answered is over as soon as it has come.
    const limits: AbortController[] = []
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      limits.push(new AbortController())
      return limits.at(-1)!.signal
    })
    onTestFinished(() => timeout.mockRestore())
    storage.answer = ({ url }) => {
      if (!url.includes('partNumber')) return false
      limits.at(-1)!.abort(new DOMException('The time is over', 'TimeoutError'))
      return true
    }
    const error = await rejection(save(storage, large, { timeoutMs: 300 }))
    expect(error).toMatchObject({ kind: 'file', message: expect.stringContaining('The time is over') })
    expect(timeout).toHaveBeenCalledWith(300)
    expect(await storage.hasOpenUpload()).toBe(false)
  })
})

it('a storage that is busy is asked again', async () => {
  const storage = await startStorage()
  let busy = 2
  storage.answer = ({ url }, response) => {
    if (!url.includes('partNumber=1') || !busy--) return false
    response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>')
    return true
  }
  await save(storage, large)
  expect(large.equals((await storage.read('a.mp4')).bytes)).toBe(true)
})

describe('generate', () => {
  it('saves into the storage, tries it before, and downloads nothing twice', async () => {
    const storage = await startStorage()
    const ledger = memoryLedger()
    const api = await startClips()
    const apikley = await clientOf(api, { ledger })
    const saveTo = s3Sink({ ...storage.options, key: 'a.mp4' })
    const name = `${storage.options.bucketUrl}/a.mp4`
    const { files } = await apikley.generate(model, input, { key: 'a', saveTo })
    expect(files).toEqual([
      { bytes: textOf('A').length, contentType: 'application/octet-stream', path: name },
    ])
    expect(kinds(storage)).toEqual(['POST begin', 'DELETE upload', 'PUT'])
    expect(String((await storage.read('a.mp4')).bytes)).toBe(textOf('A'))
    expect(await ledger.get('a')).toMatchObject({ saveTo: `sink:${name}`, files: [`sink:${name}`] })

    const again = await apikley.generate(model, input, { key: 'a', saveTo })
    expect(again.files).toEqual([{ bytes: textOf('A').length, path: name }])
    expect(api.downloaded).toEqual(['A/0.mp4'])
    // Somebody has taken it away.
    await storage.hasOpenUpload()
    await fetch(storage.options.bucketUrl, { method: 'PUT' })
    await apikley.generate(model, input, { key: 'a', saveTo })
    expect(String((await storage.read('a.mp4')).bytes)).toBe(textOf('A'))
  })

  it('is refused before money is spent where the bucket is not there', async () => {
    const storage = await startStorage()
    const api = await startClips()
    const apikley = await clientOf(api)
    const bucketUrl = storage.options.bucketUrl.replace('/clips', '/other')
    const saveTo = s3Sink({ ...storage.options, bucketUrl, key: 'a.mp4' })
    const error = await rejection(apikley.generate(model, input, { saveTo }))
    expect(error).toMatchObject({
      kind: 'validation',
      moneySpent: 'no',
      message: expect.stringContaining('NoSuchBucket'),
    })
    expect(String(error)).not.toContain('fake-secret-key')
    expect(api.submitted).toEqual([])
  })

  it('that cannot save keeps the paid task open, until recover can', async () => {
    const storage = await startStorage()
    const api = await startClips()
    const ledger = memoryLedger()
    const apikley = await clientOf(api, { ledger })
    storage.answer = ({ method }, response) => {
      if (method === 'PUT') response.writeHead(403).end()
      return method === 'PUT'
    }
    const sinkOf = (key: string): ReturnType<typeof s3Sink> =>
      s3Sink({ ...storage.options, key: `${key}.mp4` })
    const error = await rejection(apikley.generate(model, input, { key: 'a', saveTo: sinkOf('a') }))
    expect(error).toMatchObject({ kind: 'file', moneySpent: 'yes', taskId: 'A' })
    expect(await ledger.prune(Infinity)).toBe(0)

    const { failed } = await apikley.recover()
    expect(failed).toMatchObject([{ submission: { key: 'a' }, error: { kind: 'file', moneySpent: 'yes' } }])
    expect(String(failed[0]?.error)).toContain('recover({ saveTo')
    storage.answer = () => false
    const { finished } = await apikley.recover({ saveTo: ({ key }) => sinkOf(key) })
    expect(finished).toMatchObject([{ submission: { key: 'a' }, files: [{ bytes: textOf('A').length }] }])
    expect(String((await storage.read('a.mp4')).bytes)).toBe(textOf('A'))
    expect(await apikley.recover({ saveTo: ({ key }) => sinkOf(key) })).toMatchObject({
      finished: [],
      failed: [],
    })
  })
})

it('a batch saves each result, all of its files, and none into the object of another', async () => {
  const storage = await startStorage()
  const api = await startClips({ C: 2 })
  const apikley = await clientOf(api)
  const item = (prompt: string, saveTo: object): object => ({ model, input: { prompt }, saveTo })
  const sinkOf = (key: string): ReturnType<typeof s3Sink> => s3Sink({ ...storage.options, key })
  const settled = await apikley.generateMany([
    item('A', sinkOf('a.mp4')),
    item('B', sinkOf('a.mp4')),
    item('C', ({ taskId, index }: { taskId: string; index: number }) => sinkOf(`${taskId}-${index}.mp4`)),
  ] as never)
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(api.submitted).toEqual(['A', 'C'])
  for (const [key, text] of [
    ['a.mp4', textOf('A')],
    ['C-0.mp4', textOf('C', 0)],
    ['C-1.mp4', textOf('C', 1)],
  ] as const) {
    expect(String((await storage.read(key)).bytes)).toBe(text)
  }
})

it.for<[options: unknown, message: RegExp]>([
  [undefined, /bucketUrl|accessKeyId/],
  ['s3://clips/a.mp4', /must be an object/],
  [{ Key: 'a' }, /has no 'Key' \(did you mean 'key'\?\)/],
  [{ bucketUrl: 's3://clips' }, /bucketUrl is no http/],
  [{ bucketUrl: 'https://a.example/clips?x=1' }, /bucketUrl is no http/],
  [{ key: '' }, /key must be 1 to 1,024 bytes/],
  [{ key: '/a.mp4' }, /key must be/],
  [{ key: 'a/../b.mp4' }, /key must be/],
  [{ key: 'ы'.repeat(513) }, /key must be/],
  [{ accessKeyId: undefined }, /accessKeyId is missing/],
  [{ secretAccessKey: 5 }, /secretAccessKey is missing/],
  [{ region: '' }, /region is missing, or no text/],
  [{ partBytes: 1_000_000 }, /partBytes must be a whole number from 5242880 on/],
  [{ timeoutMs: '5' }, /timeoutMs is '5'/],
])('s3Sink refuses %o', ([options, message]) => {
  const good = {
    bucketUrl: 'https://a.example/clips',
    key: 'a.mp4',
    accessKeyId: 'fake',
    secretAccessKey: 'fake',
  }
  const given = typeof options === 'object' ? { ...good, ...options } : options
  expect(() => s3Sink(given as S3SinkOptions)).toThrow(
    expect.objectContaining({ kind: 'configuration', message: expect.stringMatching(message) }),
  )
})
