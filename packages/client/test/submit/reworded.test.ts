import type * as Client from '@apikley/client'
import { build } from 'esbuild'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { key, lighthouse, rejection, setUp } from '../set-up.ts'
import { cases } from './outcome-cases.ts'

const sources = fileURLToPath(new URL('../../src/', import.meta.url))

const commentOrText = /\/\*[^]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|`[^`]*`/g

let reworded: typeof Client
let changed = 0

/** The patterns for the API's own words are no texts: they stay, in the table too. */
function reword(found: string): string {
  const isSentence = !found.startsWith('/') && found.includes(' ')
  return isSentence ? `'other words ${changed++}'` : found
}

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reworded-'))
  const outfile = join(folder, 'reworded.mjs')
  const { outputFiles } = await build({
    entryPoints: [join(sources, 'index.ts')],
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [
      {
        name: 'reworded',
        setup: (plugin) => {
          plugin.onLoad({ filter: /src\/(http|submit)\/[\w-]+\.ts$/ }, async ({ path }) => ({
            loader: 'ts',
            contents: (await readFile(path, 'utf8')).replaceAll(commentOrText, reword),
          }))
        },
      },
    ],
  })
  await writeFile(outfile, outputFiles[0]!.contents)
  reworded = await import(outfile)
  vi.spyOn(Math, 'random').mockReturnValue(1)
  return async () => {
    vi.restoreAllMocks()
    await rm(folder, { recursive: true })
  }
})

it('the words of this client are found', () => expect(changed).toBeGreaterThan(40))

it.for(cases)('no verdict about money hangs on them: %j', async ([, how]) => {
  const verdictOf = async ({ createApikley }: Pick<typeof Client, 'createApikley'>): Promise<object> => {
    const { server } = await setUp()
    if ('reply' in how) server.on('createTask', how.reply)
    const apikley = createApikley({
      apiKey: key,
      baseUrl: server.url,
      clock: new FakeClock((ms) => ms < 60_000),
      ...('fetch' in how && { fetch: how.fetch }),
    })
    const signal = 'signal' in how ? how.signal : undefined
    const { model: id, input } = lighthouse
    const error = await rejection(
      apikley.tasks.create({ model: { id }, input }, { submitWithinMs: 3_500, signal }),
    )
    const { kind, moneySpent } = error as Client.ApikleyError
    return { kind, moneySpent, requests: server.received.length }
  }
  expect(await verdictOf(reworded)).toEqual(await verdictOf(await import('@apikley/client')))
})
