import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { plain } from './answer.ts'
import { checkError } from './check-error.ts'
import { clip, ofLink } from './documents.ts'
import { type FileAnswer, fileAnswer, serveFile, versions } from './file-server.ts'
import { fuzz, hangsMs, share } from './fuzz.ts'
import { memorySink } from './memory-sink.ts'
import { must } from './must.ts'
import { runToEnd } from './run-to-end.ts'
import { serve } from './serve.ts'
import { setUp } from './set-up.ts'
import { VirtualClock } from './virtual-clock.ts'

/** Far more than a download that is given up in time needs. */
const mostRequests = 100

const healthy: FileAnswer = { version: 0, status: null, headers: {}, way: 'whole', share: 0, isShort: false }

const situations = fc.record({
  answers: fc.array(fileAnswer, { minLength: 1, maxLength: 6 }),
  link: fc.constantFrom(...ofLink),
  canRestart: fc.boolean(),
})

it(
  'what is saved is one file, whole and right, however its server behaves; else there is an error, and nothing',
  async () => {
    const served = await fuzz(situations, share * 10_000, async ({ answers, link, canRestart }) => {
      const clock = new VirtualClock()
      let asked = 0
      const fetch = async (url: string, init?: RequestInit): Promise<Response> => {
        if (url.endsWith('download-url')) return serve(plain(link), clock, init?.signal)
        // A loop would never let go.
        if (asked >= mostRequests) return new Promise(() => {})
        return serveFile(answers[asked++] ?? healthy, clock, init)
      }
      // No names are looked up then.
      const { apikley } = setUp({}, { fetch, clock, allowPrivateAddresses: true })
      const sink = memorySink(canRestart)
      const ended = await runToEnd(clock, 3_600_000, () => apikley.files.save(clip, sink))
      must(asked < mostRequests, 'It asks too often')
      must(!sink.faults.length, 'The sink is not used as promised', sink.faults)
      const last = sink.calls.at(-1)
      if ('value' in ended) {
        must(last === 'commit' && ended.value.bytes === sink.bytes.length, 'It is not whole', ended, last)
        const isRight = versions.some((version) => Buffer.from(sink.bytes).equals(version))
        must(isRight, 'It is another file', sink.bytes.length)
      } else {
        checkError(ended.error)
        must(last === 'abort', 'The sink is not told', ended, last)
      }
      return Math.min(asked, answers.length)
    })
    expect(served).toBeGreaterThanOrEqual(share * 10_000)
  },
  hangsMs,
)
