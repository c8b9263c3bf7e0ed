import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { freePort } from '@apikley/repo-tools/free-port'
import { startMock } from '@apikley/mock'
import { describe, expect, it, onTestFinished } from 'vitest'
import { exitCodes, gravest } from '../src/exit-codes.ts'
import { installProgram } from './processes.ts'
import { environment, temporaryFolder } from './set-up.ts'

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const readme = await readFile(file('../README.md'), 'utf8')
const blocks = [...readme.matchAll(/^## (.+)$|^```sh\n([^]*?)^```$/gm)].reduce<
  { heading: string; code: string }[]
>((found, [, heading, code]) => {
  if (code !== undefined) found.at(-1)!.code += code
  return heading === undefined ? found : [...found, { heading, code: '' }]
}, [])

/** What the commands of each section leave behind. */
const runs: Record<string, { tasks: number; files: RegExp[]; says?: RegExp }> = {
  'The first clip, without a key': { tasks: 0, files: [/^lighthouse\.mp4$/] },
  'One clip': { tasks: 3, files: [/^clips\/run-.*\.mp4$/, /^dusk\.mp4$/, /^waves\.mp4$/] },
  'When something breaks': { tasks: 1, files: [/^again\.mp4$/, /^order-17\.mp4$/] },
  Many: {
    tasks: 2,
    files: [/^clips\/a-lighthouse-at-dusk-.*\.mp4$/, /^clips\/dawn-with-gulls-.*\.mp4$/],
    says: /2 saved before/,
  },
  'Any model, typed, in your project': {
    tasks: 0,
    files: [],
    says: /^prompt \* +string +≤ 5000 characters[^]*1 model, as their pages make them/m,
  },
  'In scripts': { tasks: 1, files: [/^order-18\.mp4$/], says: /^\d/m },
}

describe('the README', () => {
  it.each(blocks.filter(({ code }) => code))(
    '$heading: what it shows works',
    async ({ heading, code: lines }) => {
      const folder = await temporaryFolder()
      const mock = await startMock({ taskMs: 0, anyModel: true })
      onTestFinished(() => mock.close())
      const bin = await installProgram(folder)
      await writeFile(join(folder, 'prompt.txt'), 'a storm')
      await copyFile(file('../../mock/media/1x1.png'), join(folder, 'photo.png'))
      const page = '../../../specs/vendor/kling-v2-1-master-text-to-video.txt'
      await copyFile(file(page), join(folder, 'page.txt'))
      const port = String(await freePort())
      const script = `set -e; trap 'kill $(jobs -p) 2>/dev/null || true' EXIT; ${lines.replaceAll('4010', port).replace('mock &', `mock --port ${port} --task-seconds 0 &`)}`
      const env = { ...environment(folder, mock.url), PATH: `${bin}:${process.env['PATH']}` }
      const bash = spawn('bash', ['--norc', '-c', script], { cwd: folder, env })
      const [[code], stdout, stderr] = await Promise.all([
        once(bash, 'close'),
        text(bash.stdout),
        text(bash.stderr),
      ])
      expect(code, stderr).toBe(0)
      const { files, tasks, says = /^/ } = runs[heading] ?? { files: [], tasks: -1 }
      const left = await readdir(folder, { recursive: true })
      expect(left.filter((name) => name.endsWith('.mp4')).toSorted()).toEqual(
        files.map((one) => expect.stringMatching(one)),
      )
      expect(mock.bill()).toHaveLength(tasks)
      expect(stdout + stderr).toMatch(says)
    },
  )

  it('lists every exit code', () => {
    const listed = [...readme.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code))
    expect(listed).toEqual(Object.values(exitCodes))
    const [, order = ''] = /gravest of their orders: ([\d, ]+)\./.exec(readme) ?? []
    const codes = order.split(', ').map(Number) as (typeof exitCodes)[keyof typeof exitCodes][]
    for (const [index, code] of codes.entries()) expect(gravest(codes.slice(index).toReversed())).toBe(code)
  })
})
