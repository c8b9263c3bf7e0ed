import { startMock } from '@apikley/mock'
import { freePort } from '@apikley/repo-tools/free-port'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from '../../src/consumers/program.ts'
import { blocksOf } from '../../src/readme/blocks.ts'

const home = path.resolve(import.meta.dirname, '../..')
const tsc = path.join(
  path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
)
const blocks = blocksOf(new URL('../../../ai-sdk-provider/README.md', import.meta.url))

/** What the programs under each heading leave behind, one after the other: charges, files, and what they print. */
const runs: { heading: string; programs: number; charged?: number; files?: string[]; prints?: RegExp }[] = [
  { heading: 'Provider instance', programs: 2, charged: 1, files: ['lighthouse.mp4'] },
  {
    heading: 'Options of the provider',
    programs: 1,
    charged: 1,
    prints: /type: 'unsupported',\s+feature: 'fps',[^]*videos: \[[^]*taskId: '\w{32}'/,
  },
  { heading: 'Idempotency', programs: 1, charged: 1, files: ['order-17.mp4'] },
  {
    heading: 'Start now, look later',
    programs: 3,
    charged: 1,
    files: ['operation.json'],
    prints: /type: 'url',\s+url: '.*\.mp4[^]*nothing was started with this key\n$/,
  },
  { heading: 'Webhooks', programs: 1, charged: 1, prints: /^1\n$/ },
  { heading: 'Workflows', programs: 1 },
  { heading: 'Errors', programs: 1, prints: /^validation no Correct the call/ },
  { heading: 'Image models', programs: 1, charged: 1, files: ['lighthouse.png'] },
]

let folder: string
beforeAll(async () => {
  // Inside this package, whose dependencies the programs import.
  folder = await mkdtemp(path.join(home, 'readme-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe("each program in the README of the AI SDK's provider", { concurrent: true }, () => {
  it('compiles', async () => {
    const settings = { extends: '../../../tsconfig.base.json', include: ['*.mts'] }
    await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(settings))
    for (const [index, { text }] of blocks.entries()) {
      await writeFile(path.join(folder, `block-${index + 1}.mts`), text)
    }
    const { stdout, code } = await runProgram(process.execPath, [tsc, '--pretty', 'false'], { cwd: folder })
    expect(stdout).toBe('')
    expect(code).toBe(0)
  })

  it('is expected to do something', () => {
    expect(blocks.map(({ heading }) => heading)).toEqual(
      runs.flatMap(({ heading, programs }) => Array.from({ length: programs }, () => heading)),
    )
  })

  it.for(runs)('runs: $heading', async ({ heading, charged = 0, files = [], prints = /^/ }) => {
    const place = path.join(folder, heading)
    await mkdir(place)
    await using mock = await startMock({ taskMs: 20, anyModel: true })
    const env = {
      APIKLEY_BASE_URL: mock.url,
      APIKLEY_API_KEY: 'fake-key-for-tests-0000',
      AI_SDK_LOG_WARNINGS: 'false',
      PORT: String(await freePort()),
    }
    let printed = ''
    for (const { text } of blocks.filter((block) => block.heading === heading)) {
      await writeFile(path.join(place, 'program.mts'), text)
      const program = ['--conditions=@apikley/source', '--no-warnings', 'program.mts']
      const { code, stdout, stderr } = await runProgram(process.execPath, program, { cwd: place, env })
      expect(code, stderr).toBe(0)
      printed += stdout + stderr
    }
    expect(printed).toMatch(prints)
    const left = await readdir(place)
    expect(left.filter((name) => !/^(?:program\.mts$|ledger\.)/.test(name)).toSorted()).toEqual(files)
    expect(mock.bill()).toHaveLength(charged)
  })
})
