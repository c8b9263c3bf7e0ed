import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { startClipServer } from '../mock/servers.ts'
import { ours } from '../peers.ts'
import type { Measurement } from '../results.ts'
import { round } from '../statistics.ts'

const files = 100
const size = 200_000_000

const clients = [
  { name: ours.name, way: 'client', files, together: 1 },
  { name: `${ours.name}, 4 at a time`, way: 'client', files, together: 4 },
  // The figures of these do not change with the number of files.
  { name: 'fetch and stream.pipeline, 20 files', way: 'pipeline', files: 20, together: 1 },
  { name: 'fetch and stream.pipeline, 20 files, 4 at a time', way: 'pipeline', files: 20, together: 4 },
  { name: 'fetch and arrayBuffer, 5 files', way: 'arrayBuffer', files: 5, together: 1 },
  { name: 'nothing but the imports', way: 'nothing', files: 1, together: 1 },
]

/** What saving many large files takes of memory. */
export async function downloadMemory(): Promise<Measurement> {
  const server = await startClipServer(size)
  try {
    const rows = []
    for (const { name, ...client } of clients) {
      const peak = await peakOf(client.way, server.port, client.files, client.together)
      rows.push({ name, value: round(peak / 1e6, 0) })
    }
    return {
      title: `Memory while ${files} files of ${size / 1e6} MB are saved`,
      unit: 'MB resident at the peak',
      method:
        'A process each, by the record of the operating system; the files come over HTTP from another process and are removed as soon as they are saved; only the client writes them through to the disk. 1 MB is 1,000,000 bytes.',
      goals: [
        { of: ours.name, limit: 'at most', value: 100 },
        { of: `${ours.name}, 4 at a time`, limit: 'at most', value: 100 },
      ],
      rows,
    }
  } finally {
    await server.stop()
  }
}

async function peakOf(way: string, port: number, count: number, together: number): Promise<number> {
  const program = path.join(import.meta.dirname, '../programs/save-clips.js')
  const url = `http://127.0.0.1:${port}/clip.mp4`
  const child = fork(program, [way, url, ...[count, together, size].map(String)])
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`Saving by ${way} ended with ${code}.`)
  })
  const [{ peak }] = (await Promise.race([once(child, 'message'), ended])) as [{ peak: number }]
  ended.catch(() => {})
  return peak
}
