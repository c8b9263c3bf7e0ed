import { globSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { buildPrograms } from '@apikley/repo-tools/build-programs'
import { freePort } from '@apikley/repo-tools/free-port'
import { startMock } from '@apikley/mock'
import { startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from '../../src/consumers/program.ts'
import { blocksOf } from '../../src/readme/blocks.ts'
import { readmeGlobals } from '../../src/readme/globals.ts'

const home = path.resolve(import.meta.dirname, '../..')
const runBlock = path.join(home, 'src/readme/run-block.ts')
const tsc = path.join(
  path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
)
const picture = path.resolve(home, '../mock/media/1x1.png')
const client = new URL('../../../client/', import.meta.url)
const pages = ['README.md', ...globSync('docs/*.md', { cwd: client }).toSorted()]
const blocks = pages
  .flatMap((page) => blocksOf(new URL(page, client)))
  .map((block, index) => ({ ...block, name: `block-${index + 1}.mts` }))

let folder: string
let storage: Awaited<ReturnType<typeof startFauxqs>>
beforeAll(async () => {
  storage = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false })
  storage.createBucket('clips')
  // Inside this package, whose dependencies the pieces import.
  folder = await mkdtemp(path.join(home, 'readme-'))
  for (const { name, text } of blocks) await writeFile(path.join(folder, name), text)
  const programs = blocks.map(({ name }) => [path.parse(name).name, path.join(folder, name)])
  await buildPrograms(path.join(folder, 'built'), { run: runBlock, ...Object.fromEntries(programs) })
})
afterAll(async () => {
  await storage.stop()
  await rm(folder, { recursive: true })
})

/** What each piece of code leaves behind: tasks that are charged, files, and what it prints. */
const runs: { heading: string; tasks?: number; files?: string[]; prints?: RegExp }[] = [
  {
    heading: 'The first clip, without a key',
    tasks: 1,
    files: ['lighthouse.mp4'],
    prints: /^(\w+\n)*success\n$/,
  },
  {
    heading: 'Am I charged twice if something breaks?',
    tasks: 1,
    files: ['lighthouse.mp4'],
    prints: /^Saved \S*lighthouse\.mp4\n$/,
  },
  { heading: 'What does it cost? A dry run', prints: /^160\n$/ },
  { heading: 'Which models? Image to video?', tasks: 1, files: ['waves.mp4'] },
  { heading: 'How do I show progress?', tasks: 1, prints: /^(\w+ ?\d*\n)*success ?\d*\n$/ },
  { heading: 'How do I use a webhook?' },
  { heading: 'How do I make many, and save to S3?', tasks: 2, files: ['dawn.mp4', 'dusk.mp4'] },
  { heading: 'What do errors tell me?', tasks: 1 },
  // docs/batches.md
  { heading: 'Many at once', tasks: 2, files: ['videos', 'videos/dawn.mp4', 'videos/dusk.mp4'] },
  // docs/budget.md
  { heading: 'Budget' },
  // docs/callbacks.md
  { heading: 'Callbacks' },
  // docs/errors.md
  { heading: 'Errors', tasks: 1 },
  // docs/files.md
  {
    heading: 'Files',
    files: ['videos', 'videos/lighthouse.mp4'],
    prints: /^\d+ video\/mp4\nstored lighthouse\.mp4, \d+ bytes\n$/,
  },
  { heading: 'S3', tasks: 1 },
  // docs/keys-and-ledger.md
  { heading: 'Keys and the ledger', tasks: 1, files: ['videos', 'videos/17.mp4'] },
  { heading: 'Keys and the ledger', prints: /pass \d{2,}\n[^]*fail 0\n/ },
  // docs/models.md
  { heading: 'Models', tasks: 2 },
  // docs/observability.md
  { heading: 'Watching it work' },
  // docs/recovery.md
  {
    heading: 'After a crash',
    prints: /^0 done, 0 failed, 0 still running\nasked about order-of-the-dead\n$/,
  },
  // docs/waiting.md
  { heading: 'Waiting', prints: /^success\n$/ },
  { heading: 'Expected ends' },
  { heading: 'Limits' },
]

describe("each piece of TypeScript in the client's docs", { concurrent: true }, () => {
  it('compiles', async () => {
    const settings = { extends: '../../../tsconfig.base.json', include: ['*.mts'] }
    const files = { 'globals.d.mts': readmeGlobals, 'tsconfig.json': JSON.stringify(settings) }
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
    const { stdout, code } = await runProgram(process.execPath, [tsc, '--pretty', 'false'], { cwd: folder })
    expect(stdout).toBe('')
    expect(code).toBe(0)
  })

  it('is expected to do something', () => {
    expect(blocks.map(({ heading }) => heading)).toEqual(runs.map(({ heading }) => heading))
  })

  it.for(runs.map((run, index) => ({ ...run, number: index + 1 })))(
    'runs: $number, $heading',
    async ({ number, tasks = 0, files = [], prints = /^/ }) => {
      const place = path.join(folder, String(number))
      await mkdir(place)
      await copyFile(picture, path.join(place, 'your-picture.png'))
      await using mock = await startMock({ taskMs: 20, anyModel: true })
      const program = ['run', `block-${number}`].map((name) => path.join(folder, 'built', `${name}.mjs`))
      const env = {
        APIKLEY_BASE_URL: mock.url,
        APIKLEY_API_KEY: 'fake-key-for-tests-0000',
        PORT: String(await freePort()),
        BUCKET_URL: `http://127.0.0.1:${storage.port}/clips`,
        S3_ACCESS_KEY: 'fake-access-key',
        S3_SECRET_KEY: 'fake-secret-key',
      }
      const { code, stdout, stderr } = await runProgram(process.execPath, program, { cwd: place, env })
      expect(stderr).toBe('')
      expect(code, stdout).toBe(0)
      expect(stdout).toMatch(prints)
      const left = (await readdir(place, { recursive: true })).filter(
        (name) => !/^(your-picture\.png$|ledger.)/.test(name),
      )
      expect(left.toSorted()).toEqual(files)
      // One is for what the pieces take for granted.
      expect(mock.bill()).toHaveLength(1 + tasks)
    },
  )
})
