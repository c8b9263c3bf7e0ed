import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createApikley } from '@apikley/client'

// Saves a clip so many times, so many at a time, each file removed as soon as it is there, and tells its own peak memory.
// Plain JavaScript, since Node takes 19 MB to read TypeScript, which is not the client's.
const [way = '', url = '', files = '', together = '', size = ''] = process.argv.slice(2)

const apikley = createApikley({ apiKey: 'fake-key-for-benchmarks', allowPrivateAddresses: true })
/** @type {Record<string, (file: string) => Promise<unknown>>} */
const ways = {
  client: (file) => apikley.files.save(url, file),
  pipeline: async (file) => {
    const { body } = await fetch(url)
    if (!body) throw new Error('There is no body.')
    await pipeline(Readable.fromWeb(body), createWriteStream(file))
  },
  arrayBuffer: async (file) => writeFile(file, new Uint8Array(await (await fetch(url)).arrayBuffer())),
  nothing: (file) => writeFile(file, ''),
}
const save = ways[way]
if (!save) throw new Error(`There is no way '${way}'.`)

const folder = await mkdtemp(path.join(tmpdir(), 'apikley-bench-'))
const began = performance.now()
try {
  let left = Number(files)
  await Promise.all(
    Array.from({ length: Number(together) }, async () => {
      while (left-- > 0) {
        const file = path.join(folder, `clip-${left}.mp4`)
        await save(file)
        const { size: saved } = await stat(file)
        if (way !== 'nothing' && saved !== Number(size)) throw new Error(`${saved} bytes were saved.`)
        await rm(file)
      }
    }),
  )
} finally {
  await rm(folder, { recursive: true })
}
// The system's own record of the peak, in kilobytes of 1,024 bytes.
const peak = process.resourceUsage().maxRSS * 1024
process.send?.({ peak, ms: performance.now() - began })
process.disconnect()
