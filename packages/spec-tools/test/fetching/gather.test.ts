import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gather, type GatherOptions, type Gathered } from '../../src/fetching/gather.ts'
import type { LockedPage } from '../../src/sources/lock.ts'
import { inventedMarkdown } from '../sources/invented-page.ts'
import { lockedPage } from '../sources/specs.ts'
import { site } from './site.ts'

const docs = site()
const other = site()
const prose = '# Getting started\n\nSet up an account.\n'
const get = (sources: string[], pages: LockedPage[] = [], options: GatherOptions = {}) =>
  gather(sources, { pages }, { rate: 1000, ...options })
const models = ({ intakes }: Gathered) => intakes.map(({ page, url }) => `${page.model} ${url}`)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gather-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string | Uint8Array) => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('a file', () => {
  test('is read as it is, and has no address; the day is that of the run, in UTC', async () => {
    const text = inventedMarkdown({ model: 'a' })
    const gathered = await get([file('a.md', text)], [], { now: new Date(Date.UTC(2026, 1, 3, 23)) })
    expect(gathered.intakes).toMatchObject([{ text, url: null, taken: '2026-02-03', page: { model: 'a' } }])
  })

  test('that is no page, or is not there, is refused with the reason', async () => {
    const { refused, intakes } = await get([file('a.md', prose), join(folder, 'b.md')])
    expect(intakes).toEqual([])
    expect(refused).toEqual([
      { source: join(folder, 'a.md'), reasons: [expect.stringContaining('holds no OpenAPI document')] },
      {
        source: join(folder, 'b.md'),
        reasons: [`${join(folder, 'b.md')}: there is no such file or folder.`],
      },
    ])
  })
})

test('a folder: every page in it and below; the others are passed over, each with the reason', async () => {
  file('a.md', inventedMarkdown({ model: 'a' }))
  file('deep/er/b.md', inventedMarkdown({ model: 'b' }))
  file('.hidden/c.md', inventedMarkdown({ model: 'c' }))
  file('node_modules/d.md', inventedMarkdown({ model: 'd' }))
  file('start.md', prose)
  file('picture.png', Buffer.from([0x89, 0x50, 0xff]))
  file('huge.md', 'x'.repeat(4_000_001))
  file(
    'credits.md',
    inventedMarkdown({ model: 'e' }).replace('/api/v1/jobs/createTask:', '/api/v1/chat/credit:'),
  )
  file('broken.md', inventedMarkdown({ model: 'f' }).replace('openapi: 3.0.1', 'openapi: 3.0.1\n  a: b: c'))
  symlinkSync('/etc', join(folder, 'link'))
  const gathered = await get([folder])
  expect(models(gathered)).toEqual(['a null', 'b null'])
  expect(
    gathered.skipped.map(({ source, reason }) => `${source.slice(folder.length + 1)} ${reason}`),
  ).toEqual([
    'credits.md describes no createTask',
    expect.stringMatching(/^huge\.md .*4000001 bytes/),
    expect.stringMatching(/^picture\.png .*no text in UTF-8/),
    expect.stringMatching(/^start\.md holds no OpenAPI document/),
  ])
  expect(gathered.refused).toMatchObject([{ source: join(folder, 'broken.md') }])
})

describe('an address', () => {
  test('of a page', async () => {
    docs.pages.set('/a.md', inventedMarkdown({ model: 'a' }))
    expect(models(await get([`${docs.origin}/a.md#top`]))).toEqual([`a ${docs.origin}/a.md`])
  })

  test('that is gone: a page that we have is withdrawn, another is refused', async () => {
    const url = `${docs.origin}/a.md`
    const [known, unknown] = [await get([url], [lockedPage('lantern/a', { url })]), await get([url])]
    expect(known).toMatchObject({ withdrawn: [{ source: url, page: 'lantern-a' }], refused: [] })
    expect(known.withdrawn[0]!.reasons).toEqual([`${url}: answers 404.`])
    expect(unknown).toMatchObject({ withdrawn: [], refused: [{ source: url }] })
  })

  test('that fails is an error: nobody knows what upstream says', async () => {
    docs.pages.set('/a.md', (_, response) => response.writeHead(500).end())
    const url = `${docs.origin}/a.md`
    await expect(get([url], [lockedPage('a', { url })])).rejects.toThrow(`${url}: answers HTTP 500.`)
  })

  test('of another kind than http is an error', async () => {
    await expect(get(['ftp://docs.example.com/a.md'])).rejects.toThrow('is not an address of http or https')
  })
})

describe('an index', () => {
  const index = (...links: string[]) =>
    `# Docs\n\n${links.map((link) => `- Models > Light [A page](${link}): words`).join('\n')}\n`

  test('is walked: pages of models come in, all else is passed over with the reason', async () => {
    docs.pages.set('/a.md', inventedMarkdown({ model: 'a' }))
    docs.pages.set('/start.md', prose)
    docs.pages.set('/cn/a.md', inventedMarkdown({ model: 'cn' }))
    other.pages.set('/b.md', inventedMarkdown({ model: 'b' }))
    const links = [
      '/a.md',
      '/start.md',
      '/cn/a.md',
      `${other.origin}/b.md`,
      '/logo.png',
      '/a.md#again',
      'mailto:a@b',
    ]
    docs.pages.set('/llms.txt', index(...links))
    const gathered = await get([`${docs.origin}/llms.txt`])
    expect(models(gathered)).toEqual([`a ${docs.origin}/a.md`])
    expect(docs.asked).toEqual(['/llms.txt', '/a.md', '/start.md'])
    expect(other.asked).toEqual([])
    expect(
      gathered.skipped.map(({ source, reason }) => `${source.replace(docs.origin, '')} ${reason}`),
    ).toEqual([
      '/cn/a.md is a translation',
      `${other.origin}/b.md line 6 of the index: leaves ${docs.origin}`,
      '/logo.png is no page',
      'mailto:a@b line 9 of the index: is no address',
      '/start.md holds no OpenAPI document, only prose ("Getting started")',
    ])
  })

  test('nothing that a page refers to is fetched', async () => {
    const text = inventedMarkdown({ model: 'a', words: `See ${docs.origin}/more.md and` })
    docs.pages.set('/a.md', `${text}\n[more](${docs.origin}/more.md)\n`)
    docs.pages.set('/llms.txt', index('/a.md'))
    await get([`${docs.origin}/llms.txt`])
    expect(docs.asked).toEqual(['/llms.txt', '/a.md'])
  })

  test('all in one language, whatever that is, is walked as well', async () => {
    docs.pages.set('/ru/a.md', inventedMarkdown({ model: 'a' }))
    docs.pages.set('/ru/llms.txt', index('/ru/a.md'))
    expect(models(await get([`${docs.origin}/ru/llms.txt`]))).toEqual([`a ${docs.origin}/ru/a.md`])
  })

  test('on disk is walked at the site of its first address', async () => {
    docs.pages.set('/a.md', inventedMarkdown({ model: 'a' }))
    const path = file('llms.txt', index(`${docs.origin}/a.md`, `${other.origin}/b.md`))
    expect(models(await get([path]))).toEqual([`a ${docs.origin}/a.md`])
    expect(other.asked).toEqual([])
  })

  test('tells which of our pages it lists no longer, and which are listed and gone', async () => {
    const url = (path: string) => `${docs.origin}${path}`
    docs.pages.set('/docs/llms.txt', index('/docs/gone.md', '/docs/unknown.md'))
    const known = [
      lockedPage('listed-no-longer', { url: url('/docs/old.md') }),
      lockedPage('listed-and-gone', { url: url('/docs/gone.md') }),
      lockedPage('of-another-index', { url: url('/other/a.md') }),
      lockedPage('of-another-site', { url: `${other.origin}/docs/a.md` }),
      lockedPage('from-a-file'),
    ]
    const gathered = await get([url('/docs/llms.txt')], known)
    expect(gathered.withdrawn.map(({ page }) => page)).toEqual(['listed-and-gone', 'listed-no-longer'])
    expect(gathered.refused).toMatchObject([{ source: url('/docs/unknown.md') }])
  })

  test('a page that we have and that is none any more is refused, not passed over', async () => {
    docs.pages.set('/a.md', prose)
    docs.pages.set('/llms.txt', index('/a.md'))
    const known = lockedPage('a', { url: `${docs.origin}/a.md` })
    const gathered = await get([`${docs.origin}/llms.txt`], [known])
    expect(gathered).toMatchObject({
      skipped: [],
      withdrawn: [],
      refused: [{ source: `${docs.origin}/a.md` }],
    })
  })

  test('at so many pages a second, two at once, with a word on how far it is', async () => {
    const paths = [...Array(11).keys()].map((number) => `/${number}.md`)
    for (const path of paths) docs.pages.set(path, prose)
    docs.pages.set('/llms.txt', index(...paths))
    const begin = performance.now()
    const told: string[] = []
    await get([`${docs.origin}/llms.txt`], [], {
      rate: 50,
      progress: (done, all) => told.push(`${done}/${all}`),
    })
    // Ten times 20 ms lie between eleven starts; timers count whole milliseconds.
    expect(performance.now() - begin).toBeGreaterThanOrEqual(190)
    expect(docs.atOnce()).toBeLessThanOrEqual(2)
    expect(told).toEqual([...Array(11).keys()].map((number) => `${number + 1}/11`))
  })

  test('whose server fails half-way is an error', async () => {
    docs.pages.set('/a.md', inventedMarkdown({ model: 'a' }))
    docs.pages.set('/b.md', (_, response) => response.writeHead(502).end())
    docs.pages.set('/llms.txt', index('/a.md', '/b.md'))
    await expect(get([`${docs.origin}/llms.txt`])).rejects.toThrow('/b.md: answers HTTP 502.')
  })

  test('is not walked on after that, and what was asked has been answered when it is told', async () => {
    const paths = [...Array(11).keys()].map((number) => `/${number}.md`)
    for (const path of paths) docs.pages.set(path, prose)
    docs.pages.set('/2.md', (_, response) => response.writeHead(502).end())
    docs.pages.set('/llms.txt', index(...paths))
    let answered = 0
    const progress = () => void (answered += 1)
    await expect(get([`${docs.origin}/llms.txt`], [], { progress })).rejects.toThrow('HTTP 502')
    expect(docs.asked.length).toBeLessThan(7)
    // The index and the page that failed are not counted.
    expect(answered).toBe(docs.asked.length - 2)
  })
})
