import { type Ledger, memoryLedger } from '@apikley/client'
import { sqliteLedger } from '@apikley/client/node'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { receiving } from '../callbacks/set-up.ts'
import { temporaryFolder } from '../folder.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { succeeded, taskId } from '../tasks/records.ts'

const key = 'заказ № 17 «Маяк» 🎬'
/** The same name for a reader, spelt with a letter and a breve. */
const decomposed = 'чай'.normalize('NFD')
const accepted = { code: 200, data: { taskId } }

const ledgers: [name: string, open: () => Promise<Ledger>][] = [
  ['memory', async () => memoryLedger()],
  [
    'SQLite',
    async () => {
      const ledger = sqliteLedger(join(await temporaryFolder(), 'заказы.db'))
      onTestFinished(() => ledger.close())
      return ledger
    },
  ],
]

describe.for(ledgers)('a Russian key, with a ledger in %s', ([, open]) => {
  it.for(['as it was given', 'encoded in another way'])(
    'brings the task of a lost answer home when the address comes back %s',
    async (form) => {
      const ledger = await open()
      const { server, apikley, post, told } = await receiving({
        ledger,
        callbacks: { url: 'https://example.com/hook' },
      })
      server.on('createTask', 'reset')
      const error = await rejection(apikley.tasks.create(lighthouse, { key }))
      expect(error).toMatchObject({ kind: 'unknown-submit', key })

      const { callBackUrl } = JSON.parse(String(server.received[0]?.body)) as { callBackUrl: string }
      expect(callBackUrl).toBe(`https://example.com/hook?apikley_key=${encodeURIComponent(key)}`)
      for (const { headers } of server.received) expect(JSON.stringify(headers)).toMatch(/^[ -~]*$/)
      const param = JSON.stringify({ model: lighthouse.model, input: '{}', callBackUrl })
      const resultJson = JSON.stringify({ resultUrls: [`${server.url}/clip.mp4`] })
      server
        .on('recordInfo', succeeded({ param, resultJson }))
        .on('clip.mp4', { headers: { 'content-type': 'application/octet-stream' }, body: 'a clip' })

      const { search } = new URL(callBackUrl)
      const other = `?${String(new URLSearchParams({ apikley_key: key }))}`.replaceAll(/%../g, (hex) =>
        hex.toLowerCase(),
      )
      expect(await post({ query: form === 'as it was given' ? search : other })).toBe(200)
      expect(told).toEqual([{ taskId, state: 'success', key }])
      expect(await apikley.submissions.get(key)).toMatchObject({ key, taskId, state: 'succeeded' })

      const path = join(await temporaryFolder(), 'маяк.mp4')
      const { finished } = await apikley.recover({ saveTo: () => path })
      expect(finished).toMatchObject([{ submission: { key }, files: [{ path }] }])
      expect(await readFile(path, 'utf8')).toBe('a clip')
      expect(server.to('createTask')).toHaveLength(1)
    },
  )

  it('is one order, however it is spelt', async () => {
    const ledger = await open()
    const { server, apikley } = await setUp({ ledger })
    server.on('createTask', accepted, { code: 200, data: { taskId: 'second' } })
    const first = await apikley.tasks.create(lighthouse, { key: decomposed })
    expect(first).toEqual({ taskId, key: 'чай' })
    expect(await apikley.tasks.create(lighthouse, { key: 'чай' })).toEqual(first)
    expect(server.received).toHaveLength(1)
    for (const spelt of ['чай', decomposed]) {
      expect(await apikley.submissions.get(spelt)).toMatchObject({ key: 'чай' })
    }
    expect(await apikley.submissions.forget(decomposed, 'a test')).toMatchObject({ state: 'forgotten' })
  })

  it('is given to the items of a batch by its name', async () => {
    const { server, apikley } = await setUp({ ledger: await open() })
    server.on('createTask', { code: 422, msg: 'no' })
    const settled = await apikley.generateMany([lighthouse, { ...lighthouse, key: decomposed }], {
      batch: 'Лето 2026',
    })
    expect(settled.map((one) => one.key)).toEqual(['Лето 2026/0', 'чай'])
    expect(await apikley.submissions.get('Лето 2026/0')).toMatchObject({ state: 'rejected' })
  })
})

it.for([undefined, null, '', ' ', 17, 'a\nb', 'ы'.repeat(199)])(
  'a batch that is named %o sends nothing',
  async (batch) => {
    const { server, apikley } = await setUp()
    const error = await rejection(apikley.generateMany([lighthouse], { batch } as never))
    expect(error).toMatchObject({ kind: 'configuration', message: expect.stringContaining('batch must be') })
    expect(server.received).toEqual([])
  },
)

it('a message quotes no half of a character', async () => {
  const { apikley } = await setUp()
  const long = `${'x'.repeat(39)}🎬 and more`
  const error = await rejection(apikley.submissions.forget(long, 'why'))
  expect((error as Error).message).toContain(`${'x'.repeat(39)}…`)
})
