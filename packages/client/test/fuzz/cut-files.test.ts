import * as fc from 'fast-check'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { small } from '../files/small-files.ts'
import { temporaryFolder } from '../folder.ts'
import { checkError } from './check-error.ts'
import { cutAnswer, CutServer } from './cut-server.ts'
import { fuzz, hangsMs, share } from './fuzz.ts'
import { must } from './must.ts'
import { setUp } from './set-up.ts'

/** Two files of a format, of one size or not, that differ in each byte that is free to. */
function versionsOf(format: number, size: number, grows: boolean): Buffer[] {
  return [0, 1].map((version) => {
    const content = Buffer.alloc(size + (grows ? version : 0), version ? 0xa5 : 0x5a)
    const known = small[format]
    // What nobody knows the end of.
    if (!known) return Buffer.concat([Buffer.from('\x01'), content])
    const box = Buffer.from('\0\0\0\x0cftypisom\0\0\0\x08moov\0\0\0\0mdat')
    box.writeUInt32BE(content.length + 8, 20)
    if (known[0].startsWith('MP4')) return Buffer.concat([box, content])
    const size8 = Buffer.from('RIFF....WEBP')
    size8.writeUInt32LE(content.length + (content.length % 2) + 4, 4)
    return Buffer.concat([size8, content, Buffer.alloc(content.length % 2)])
  })
}

const situations = fc.record({
  answers: fc.array(cutAnswer, { minLength: 1, maxLength: 6 }),
  format: fc.constantFrom(0, 10, -1),
  size: fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 200_000 })),
  grows: fc.boolean(),
  isByFetch: fc.boolean(),
})

it(
  'on a disk there is one file, whole, or what was there before: wherever it is cut, and however its end is announced',
  async () => {
    const server = new CutServer()
    const url = await server.start()
    onTestFinished(() => server.stop())
    const folder = await temporaryFolder()
    const path = join(folder, 'clip')
    const ends = { saved: 0, failed: 0 }
    const served = await fuzz(
      situations,
      share * 4_000,
      async ({ answers, format, size, grows, isByFetch }) => {
        const files = versionsOf(format, size, grows)
        writeFileSync(path, 'before')
        server.files = files
        server.answers = [...answers]
        server.onRequest = () => must(readFileSync(path, 'utf8') === 'before', 'It is there before its end')
        const { apikley } = setUp(
          {},
          {
            clock: new FakeClock((ms) => ms <= 30_000),
            allowPrivateAddresses: true,
            fetch: isByFetch ? (asked, init) => fetch(asked, init) : undefined,
          },
        )
        const ended = await apikley.files.save(url, path).catch((error: unknown) => ({ error }))
        const left = readFileSync(path)
        must(readdirSync(folder).length === 1, 'Something else is left', readdirSync(folder))
        if ('error' in ended) {
          checkError(ended.error)
          must(left.equals(Buffer.from('before')), 'It failed, and is there', left.length)
          ends.failed++
        } else {
          must(
            files.some((file) => file.equals(left)),
            'It is no file of the server',
            left.length,
            size,
          )
          must(ended.bytes === left.length, 'It tells another size')
          ends.saved++
        }
        rmSync(path)
        return answers.length - server.answers.length
      },
    )
    expect(served).toBeGreaterThanOrEqual(share * 4_000)
    // Neither end is what always happens.
    expect(Math.min(ends.saved, ends.failed)).toBeGreaterThan(20)
  },
  hangsMs,
)
