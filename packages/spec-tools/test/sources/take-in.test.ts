import { mkdtempSync, cpSync, mkdirSync, rmSync, writeFileSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeBundle } from '../../src/bundle/bundle.ts'
import { at, objectAt } from '@apikley/pages/document'
import { readSources, type Sources } from '../../src/sources/read.ts'
import { takeIn } from '../../src/sources/take-in.ts'
import { specsFolder } from '../../src/specs-folder.ts'
import { intake, inventedMarkdown } from './invented-page.ts'

const empty: Sources = { ...readSources(specsFolder), pages: [], overlays: [], supplements: [] }
const lantern = { model: 'lantern/mini-2' }
const twin = { server: 'https://api.kie.ai' }

const outcomes = (taken: ReturnType<typeof takeIn>) =>
  taken.pages.map(({ status, model, page }) => `${status} ${model} ${page}`)
const entries = (taken: ReturnType<typeof takeIn>) => taken.sources.pages.map(({ lock }) => lock)

describe('a page comes in', () => {
  test('new: it is kept verbatim, with an entry in the lock', () => {
    const one = intake(lantern, { url: 'https://docs.apikley.ru/lantern.md' })
    const taken = takeIn(empty, [one])
    expect(outcomes(taken)).toEqual(['new lantern/mini-2 lantern-mini-2'])
    expect([...taken.files.keys()]).toEqual(['vendor/lantern-mini-2.md', 'sources.json'])
    expect(taken.files.get('vendor/lantern-mini-2.md')).toBe(one.text)
    expect(entries(taken)).toMatchObject([
      {
        page: 'lantern-mini-2',
        format: 'mintlify',
        origin: 'apikley',
        upstreamVersion: '1.0.0',
        taken: '2026-12-01',
      },
    ])
    expect(empty.pages).toEqual([])
  })

  test('unchanged: the same bytes change nothing, whatever the day', () => {
    const before = takeIn(empty, [intake(lantern)]).sources
    const taken = takeIn(before, [intake(lantern, { taken: '2027-01-01', name: 'elsewhere.txt' })])
    expect(outcomes(taken)).toEqual(['unchanged lantern/mini-2 lantern-mini-2'])
    expect(taken.files.size).toBe(0)
    expect(taken.sources).toEqual(before)
  })

  test('unchanged, from an address that was not known: only the address is recorded', () => {
    const { sources } = takeIn(empty, [intake(lantern)])
    const taken = takeIn(sources, [
      intake(lantern, { taken: '2027-01-01', url: 'https://docs.apikley.ru/l.md' }),
    ])
    expect([...taken.files.keys()]).toEqual(['sources.json'])
    expect(entries(taken)).toMatchObject([{ url: 'https://docs.apikley.ru/l.md', taken: '2026-12-01' }])
  })

  test('changed, if only the bytes are: the bundle stays as it is, but for the checksum of its source', () => {
    const before = takeIn(empty, [intake(lantern)]).sources
    const taken = takeIn(before, [intake(lantern, { text: `${inventedMarkdown(lantern)}\nMore prose.\n` })])
    expect(outcomes(taken)).toEqual(['changed lantern/mini-2 lantern-mini-2'])
    const { info, ...old } = makeBundle(before)
    const { info: other, ...now } = makeBundle(taken.sources)
    expect(now).toEqual(old)
    expect(at(other, 'version')).toBe(at(info, 'version'))
    expect(at(other, 'x-sources')).not.toEqual(at(info, 'x-sources'))
  })

  test('changed, in another format: the old file goes, the slug stays', () => {
    const before = takeIn(empty, [intake(lantern, { url: 'https://docs.apikley.ru/l.md' })]).sources
    const json = JSON.stringify(intake(lantern).page.document)
    const taken = takeIn(before, [intake(lantern, { text: json, url: 'https://docs.apikley.ru/l.json' })])
    expect(Object.fromEntries(taken.files)).toMatchObject({
      'vendor/lantern-mini-2.md': null,
      'vendor/lantern-mini-2.json': json,
    })
    expect(taken.pages[0]!.reasons).toEqual([
      'It was taken from https://docs.apikley.ru/l.md before, and is taken from https://docs.apikley.ru/l.json now.',
    ])
  })

  test('withdrawn: its files go and its model with it', () => {
    const before = takeIn(empty, [intake(lantern), intake({ model: 'lantern/maxi' })]).sources
    const gone = { source: 'llms.txt', page: 'lantern-mini-2', reasons: ['It is listed no longer.'] }
    const taken = takeIn(before, [], [], [gone])
    expect(outcomes(taken)).toEqual(['withdrawn lantern/mini-2 lantern-mini-2'])
    expect(taken.files.get('vendor/lantern-mini-2.md')).toBeNull()
    expect(entries(taken).map(({ model }) => model)).toEqual(['lantern/maxi'])
  })

  test('not withdrawn, when the model comes in from elsewhere', () => {
    const before = takeIn(empty, [intake(lantern)]).sources
    const gone = { source: 'llms.txt', page: 'lantern-mini-2', reasons: [] }
    expect(outcomes(takeIn(before, [intake(lantern)], [], [gone]))).toEqual([
      'unchanged lantern/mini-2 lantern-mini-2',
    ])
  })

  test('in any order: sources and files are the same', () => {
    const pages = ['b/two', 'a/one', 'a-one', 'a/One', 'c'].map((model) => intake({ model }))
    const one = takeIn(empty, pages)
    const other = takeIn(empty, pages.toReversed())
    expect(other.files).toEqual(one.files)
    expect(JSON.stringify(makeBundle(other.sources))).toBe(JSON.stringify(makeBundle(one.sources)))
  })
})

describe('a page is refused with the reason and the line', () => {
  test('two pages that claim one model', () => {
    const other = intake({ ...lantern, words: 'Put out lanterns' }, { name: 'other.md' })
    const taken = takeIn(empty, [intake(lantern), other])
    expect(taken.pages.map(({ status, source }) => `${status} ${source}`)).toEqual([
      'refused lantern-mini-2.md',
      'refused other.md',
    ])
    expect(taken.pages[0]!.reasons).toEqual([
      expect.stringMatching(
        /^lantern-mini-2\.md:\d+ and other\.md:\d+ both claim the model 'lantern\/mini-2' and differ\./,
      ),
    ])
    expect(taken.files.size).toBe(0)
  })

  test('but not the same bytes from two places: the one with an address counts', () => {
    const url = 'https://docs.apikley.ru/l.md'
    const taken = takeIn(empty, [intake(lantern), intake(lantern, { url })])
    expect(outcomes(taken)).toEqual(['new lantern/mini-2 lantern-mini-2'])
    expect(entries(taken)).toMatchObject([{ url }])
  })

  test.each([
    ['another host', 'https://api.example.com'],
    ['a host that only looks like ours', 'https://api.apikley.ru.example.com'],
    ['our name before another host', 'https://api.apikley.ru@example.com'],
    ['a name before our host', 'https://key@api.apikley.ru'],
    ['our host without encryption', 'http://api.apikley.ru'],
    ['another path of our host', 'https://api.apikley.ru/v2'],
    ['another host that looks like a path', '/\\api.example.com'],
    ['another host behind a tab', '/\t/api.example.com'],
    ['what no program can read', '//['],
  ])('%s', (_, server) => {
    const taken = takeIn(empty, [intake({ ...lantern, server })])
    expect(outcomes(taken)).toEqual(['refused lantern/mini-2 undefined'])
    expect(taken.pages[0]!.reasons[0]).toMatch(/^lantern-mini-2\.md:\d+: names the server .*Keys and money/)
    expect(taken.pages[0]!.reasons[0]).toContain(server)
  })

  test('another host of the operation alone', () => {
    const operation = { servers: [{ url: 'https://api.example.com' }] }
    const taken = takeIn(empty, [intake({ ...lantern, operation })])
    expect(taken.pages[0]!.reasons[0]).toContain('names the server https://api.example.com')
  })

  test('an address that was the page of another model', () => {
    const url = 'https://docs.apikley.ru/l.md'
    const before = takeIn(empty, [intake(lantern, { url })]).sources
    const taken = takeIn(before, [intake({ model: 'lantern/mini-3' }, { url })])
    expect(taken.pages[0]!.reasons).toEqual([
      expect.stringMatching(
        /^lantern-mini-3\.md:\d+: names the model 'lantern\/mini-3', while this address is the page/,
      ),
    ])
    expect(taken.sources).toEqual(before)
  })

  test('an id with a character that nobody sees', () => {
    const taken = takeIn(empty, [intake({ model: 'lantern/\u200bmini' })])
    expect(taken.pages[0]!.reasons[0]).toMatch(/^lantern-.*\.md:\d+: the model id .* nobody sees/)
  })

  test('what no client could check, and what is no answer: the others still come in', () => {
    const input = { type: 'object', properties: { a: { type: 'string', not: {} } } }
    const responses = {
      '200': { description: 'Ok', content: { 'application/json': { schema: { oneOf: [{}] } } } },
    }
    const pages = [
      intake(lantern),
      intake({ model: 'm', input }),
      intake({ model: 'n', operation: { responses } }),
    ]
    const taken = takeIn(empty, pages)
    expect(outcomes(taken)).toEqual([
      'refused m undefined',
      'refused n undefined',
      'new lantern/mini-2 lantern-mini-2',
    ])
    expect(taken.pages.slice(0, 2).flatMap(({ reasons }) => reasons)).toEqual([
      expect.stringMatching(/^m\.md:\d+: Model 'm', input schema: .*cannot check the keyword 'not'/),
      expect.stringMatching(/^n\.md:\d+: the answer of createTask has another form/),
    ])
    expect([...taken.files.keys()]).toEqual(['vendor/lantern-mini-2.md', 'sources.json'])
  })

  test('but not what an overlay puts right', () => {
    const input = { type: 'object', properties: { a: { type: 'string', not: {} } } }
    const actions = [{ target: '$..properties.a.not', remove: true as const }]
    const overlays = [{ file: 'overlays/not.yaml', corrects: 'vendor/m.md', actions }]
    expect(outcomes(takeIn({ ...empty, overlays }, [intake({ model: 'm', input })]))).toEqual(['new m m'])
  })

  test('what could not be read at all is told too, first', () => {
    const taken = takeIn(empty, [intake(lantern)], [{ source: 'a.md', reasons: ['a.md: is empty'] }])
    expect(outcomes(taken)).toEqual(['refused undefined undefined', 'new lantern/mini-2 lantern-mini-2'])
  })
})

test.each([
  [
    'a form that is no object and no text',
    { oneOf: [{ type: 'object' }, { type: 'array', items: {} }] },
    'type: array',
  ],
  ['a keyword in a form', { anyOf: [{ type: 'string' }, { type: 'object', not: { title: 'x' } }] }, 'not:'],
  [
    'a component that contains itself',
    { type: 'object', properties: { tree: { $ref: '#/components/schemas/Tree' } } },
    'Tree:',
  ],
])('a page of a model that cannot be one is refused alone, with the line: %s', (_, input, where) => {
  const schemas = { Tree: { type: 'object', properties: { child: { $ref: '#/components/schemas/Tree' } } } }
  const page = intake({ model: 'odd', input, schemas, example: {} })
  const taken = takeIn(empty, [page, intake(lantern)])
  const line = page.text.split('\n').findIndex((text) => text.trim().replace(/^- /, '') === where) + 1
  expect(taken.pages.map(({ status, model }) => `${status} ${model}`)).toEqual([
    'refused odd',
    'new lantern/mini-2',
  ])
  const [, told] = /^odd\.md:(\d+): /.exec(taken.pages[0]!.reasons[0] ?? '') ?? []
  expect(Math.abs(Number(told) - line)).toBeLessThanOrEqual(1)
})

describe('the same contract in two languages is one model', () => {
  const chinese = '灯笼生成视频的说明文字，用于测试语言的识别'
  const russian = 'Описание фонаря, по которому узнаётся язык страницы'
  const inWords = (words: string, name: string, changed: Partial<Parameters<typeof intake>[0]> = {}) => {
    const prompt = { type: 'string', description: `${words}. ${words}`, maxLength: 800 }
    const input = { type: 'object', required: ['prompt'], properties: { prompt } }
    return intake({ ...lantern, ...twin, words, input, ...changed }, { name })
  }
  const english = inWords('What the lantern shows, in so many words', 'en.md')

  test('in English before Chinese, in Russian before both, told in one line', () => {
    const two = takeIn(empty, [inWords(chinese, 'zh.md'), english])
    expect(two.pages).toMatchObject([{ status: 'new', source: 'en.md' }])
    expect(two.pages[0]!.reasons[0]).toBe('zh.md says the same in Chinese, and is left out.')
    const three = takeIn(empty, [english, inWords(chinese, 'zh.md'), inWords(russian, 'ru.md')])
    expect(three.pages).toMatchObject([{ status: 'new', source: 'ru.md' }])
    expect(three.pages[0]!.reasons).toHaveLength(3)
  })

  test('whichever comes first', () => {
    const first = takeIn(empty, [english]).sources
    const second = takeIn(first, [inWords(chinese, 'zh.md')])
    expect(second.pages).toMatchObject([
      { status: 'unchanged', reasons: ['It says the same in Chinese as the page in English, which stays.'] },
    ])
    expect(second.files.size).toBe(0)
    expect(takeIn(first, [inWords(russian, 'ru.md')]).pages).toMatchObject([{ status: 'changed' }])
  })

  test('and two contracts are none', () => {
    const taken = takeIn(empty, [english, inWords(chinese, 'zh.md', { input: { type: 'object' } })])
    expect(taken.pages.map(({ status }) => status)).toEqual(['refused', 'refused'])
  })
})

describe('whom a page speaks of', () => {
  test('a page of the twin is taken as known of the twin, with a line that says so', () => {
    const taken = takeIn(empty, [intake({ ...lantern, ...twin })])
    expect(entries(taken)).toMatchObject([{ origin: 'twin' }])
    expect(taken.pages[0]!.reasons).toEqual(['Known of the twin API only: unverified for Apikley.'])
  })

  test('a page of ours replaces one of the twin, and never the other way', () => {
    const theirs = takeIn(empty, [intake({ ...lantern, ...twin })]).sources
    const ours = takeIn(theirs, [intake(lantern)])
    expect(ours.pages[0]!.reasons).toEqual(['What was known of the twin only is now published by Apikley.'])
    const again = takeIn(ours.sources, [intake({ ...lantern, ...twin, words: 'Other' })])
    expect(again.pages).toMatchObject([
      { status: 'unchanged', reasons: ["It is the twin's page of the model, and Apikley's own stays."] },
    ])
    expect(again.files.size).toBe(0)
    const both = takeIn(empty, [intake({ ...lantern, ...twin }, { name: 'twin.md' }), intake(lantern)])
    expect(both.pages).toMatchObject([
      { status: 'new', reasons: ["twin.md is the twin's page of the same model, and is left out."] },
    ])
    expect(entries(both)).toMatchObject([{ origin: 'apikley' }])
  })

  test.each<[string, string | null, string, 'apikley' | 'twin']>([
    ['our address', 'https://docs.apikley.ru/lantern.md', '', 'apikley'],
    ['a foreign address', 'https://docs.example.com/lantern.md', 'See https://docs.apikley.ru', 'twin'],
    ['our name in its words', null, 'See https://docs.apikley.ru/llms.txt', 'apikley'],
    ['both names in its words', null, 'See https://docs.apikley.ru, https://api.kie.ai', 'twin'],
    ['nothing', null, '', 'twin'],
  ])('without a server: %s', (_, url, words, origin) => {
    const text = `${inventedMarkdown({ ...lantern, server: null })}\n${words}\n`
    expect(entries(takeIn(empty, [intake(lantern, { text, url })]))).toMatchObject([{ origin }])
  })
})

describe('names', () => {
  test('two models whose slugs or names are the same get different ones, and keep them', () => {
    const models = ['a-one', 'a/One', 'a/one', 'b.2', 'b2']
    const taken = takeIn(
      empty,
      models.map((model) => intake({ model })),
    )
    const [first, ...others] = entries(taken)
    expect(first).toMatchObject({ model: 'a-one', page: 'a-one' })
    expect(others.map(({ page }) => page)).toEqual([
      expect.stringMatching(/^a-one-[0-9a-f]{8}$/),
      expect.stringMatching(/^a-one-[0-9a-f]{8}$/),
      'b-2',
      'b2',
    ])
    expect(new Set(entries(taken).map(({ page }) => page)).size).toBe(5)
    expect(others.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^AOneX[0-9a-f]{6}$/),
      expect.stringMatching(/^AOneX[0-9a-f]{6}$/),
      undefined,
      expect.stringMatching(/^B2X[0-9a-f]{6}$/),
    ])
    expect(taken.pages[1]!.reasons[0]).toMatch(
      /^It is called AOneX\w+: the name AOne belongs to another model\.$/,
    )
    const without = takeIn(taken.sources, [], [], [{ source: 's', page: 'a-one', reasons: [] }])
    const again = takeIn(without.sources, [intake({ model: 'a/one', words: 'Other words' })])
    expect(entries(again).find(({ model }) => model === 'a/one')).toMatchObject({ name: others[1]!.name })
    expect(objectAt(makeBundle(again.sources), 'components', 'schemas')).toHaveProperty(
      `${others[1]!.name}Input`,
    )
  })
})

describe('on disk', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'take-in-'))
    cpSync(new URL('overlays', specsFolder), join(folder, 'overlays'), { recursive: true })
    cpSync(new URL('supplements', specsFolder), join(folder, 'supplements'), { recursive: true })
    mkdirSync(join(folder, 'vendor'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const write = (files: ReadonlyMap<string, string | null>) => {
    for (const [file, text] of files) {
      if (text === null) unlinkSync(join(folder, file))
      else writeFileSync(join(folder, file), text)
    }
  }
  const read = () => readSources(pathToFileURL(`${folder}/`))
  const plain = ({ pages }: Sources) => pages.map(({ lock, file, document }) => ({ lock, file, document }))

  test('what was written reads back as what was taken in, in every format', () => {
    const markdown = inventedMarkdown({ model: 'd/md', ...twin })
    const { document } = intake({ model: 'd/json' }).page
    const flat = `D\nx.json post /api/v1/jobs/createTask\nCopy\n${markdown
      .split('\n')
      .slice(3, -2)
      .map((line) => line.trimStart())
      .join('\n')}\n`
    const taken = takeIn(empty, [
      intake(
        { model: 'd/md' },
        { text: `\uFEFF${inventedMarkdown({ model: 'd/md' }).replaceAll('\n', '\r\n')}` },
      ),
      intake({ model: 'd/json' }, { text: JSON.stringify(document) }),
      intake({ model: 'd/flat' }, { text: flat.replaceAll('d/md', 'd/flat') }),
    ])
    expect(taken.sources.pages.map(({ lock }) => lock.format)).toEqual(['flattened', 'openapi', 'mintlify'])
    write(taken.files)
    expect(plain(read())).toEqual(plain(taken.sources))
    const again = takeIn(read(), [intake({ model: 'd/flat' }, { text: flat.replaceAll('d/md', 'd/flat') })])
    expect(outcomes(again)).toEqual(['unchanged d/flat d-flat'])
    write(takeIn(read(), [intake({ model: 'd/flat' })]).files)
    expect(read().pages.map(({ file }) => file)).toEqual([
      'vendor/d-flat.md',
      'vendor/d-json.json',
      'vendor/d-md.md',
    ])
  })
})
