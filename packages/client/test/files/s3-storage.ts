import { type S3SinkOptions } from '@apikley/client/s3'
import { startFauxqs } from 'fauxqs'
import { createServer, type IncomingHttpHeaders, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
}

/** A storage that speaks S3, behind a server that writes down what is asked, and can answer in its place. */
export interface Storage {
  readonly seen: Seen[]
  /** Answers a request, or nothing: then the storage does. */
  answer: (asked: Seen, response: ServerResponse) => boolean | void
  readonly options: Omit<S3SinkOptions, 'key'>
  /** An object of the bucket. */
  read(key: string): Promise<{ status: number; type: string | null; bytes: Buffer }>
  /** Whether an upload was begun, and neither completed nor dropped. Takes all objects away. */
  hasOpenUpload(): Promise<boolean>
}

export async function startStorage(): Promise<Storage> {
  const fauxqs = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false })
  fauxqs.createBucket('clips')
  const server = createServer((asked, response) => {
    const { method = '', url = '', headers } = asked
    const seen = { method, url, headers }
    storage.seen.push(seen)
    if (storage.answer(seen, response)) return
    const path = { host: '127.0.0.1', port: fauxqs.port, method, path: url, headers }
    const passed = request(path, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    passed.on('error', () => response.destroy())
    asked.on('error', () => passed.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.close()
    server.closeAllConnections()
    await fauxqs.stop()
  })
  const direct = `http://127.0.0.1:${fauxqs.port}/clips`
  const storage: Storage = {
    seen: [],
    answer: () => false,
    options: {
      bucketUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/clips`,
      region: 'ru-central1',
      accessKeyId: 'fake-access-key',
      secretAccessKey: 'fake-secret-key',
    },
    async read(key) {
      const answer = await fetch(`${direct}/${key.split('/').map(encodeURIComponent).join('/')}`)
      const bytes = Buffer.from(await answer.arrayBuffer())
      return { status: answer.status, type: answer.headers.get('content-type'), bytes }
    },
    async hasOpenUpload() {
      const listed = await (await fetch(direct)).text()
      for (const [, key = ''] of listed.matchAll(/<Key>([^<]*)<\/Key>/g)) {
        await fetch(`${direct}/${key.split('/').map(encodeURIComponent).join('/')}`, { method: 'DELETE' })
      }
      // A bucket with an upload in it cannot be deleted.
      return (await fetch(direct, { method: 'DELETE' })).status === 409
    },
  }
  return storage
}

/** What was asked, as far as it tells one kind of request from another. */
export function kinds({ seen }: Storage): string[] {
  return seen.map(({ method, url }) => {
    const query = url.split('?')[1] ?? ''
    const what = query.startsWith('uploads') ? ' begin' : query.includes('partNumber') ? ' part' : ''
    return `${method}${what || (query ? ' upload' : '')}`
  })
}
