import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { at, listAt, objectAt, parseJson } from '@apikley/pages/document'
import { filesOf, lockProblems } from '../../src/sources/lock.ts'
import { lockText, readLock } from '../../src/sources/lock-text.ts'
import { readSources } from '../../src/sources/read.ts'
import { specsFolder } from '../../src/specs-folder.ts'

const committed = readFileSync(new URL('sources.json', specsFolder), 'utf8')
const lock = parseJson(committed)
const { pages } = readLock(lock)
const vendored = new Map(
  readdirSync(new URL('vendor/', specsFolder)).map((name): [string, Uint8Array] => [
    `vendor/${name}`,
    readFileSync(new URL(`vendor/${name}`, specsFolder)),
  ]),
)

test('every upstream file has the checksum that the lock records', () => {
  for (const { file, sha256 } of pages.flatMap(filesOf)) {
    const bytes = readFileSync(new URL(file, specsFolder))
    expect({ file, sha256: createHash('sha256').update(bytes).digest('hex') }).toEqual({ file, sha256 })
  }
  expect(lockProblems(pages, vendored)).toEqual([])
})

test('each entry says when the page was taken, and its version is the one that the page states', () => {
  for (const { lock: entry, document } of readSources(specsFolder).pages) {
    expect(entry.taken).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(entry.upstreamVersion).toBe(at(document, 'info', 'version'))
  }
})

test('an edited, a missing and an unrecorded file are named', () => {
  const { document, published } = pages.find(({ files }) => files.document)!.files
  const tampered = new Map(vendored)
  tampered.set(document!.file, Buffer.from('openapi: 3.0.0\n'))
  tampered.delete(published.file)
  tampered.set('vendor/stranger.md', Buffer.from(''))
  expect(lockProblems(pages, tampered)).toEqual([
    `${published.file}: is named in sources.json and is not there`,
    expect.stringMatching(
      `^${document!.file}: has sha256 [0-9a-f]{64}, sources.json says ${document!.sha256}`,
    ),
    expect.stringContaining('vendor/stranger.md: is not named in sources.json'),
  ])
})

test('a folder without a lock, and a lock that is cut off, are refused by file and reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lock-'))
  try {
    const specs = pathToFileURL(`${folder}/`)
    expect(() => readSources(specs)).toThrow(/^\/.*sources\.json: cannot be read \(ENOENT.*root of the repo/)
    await writeFile(join(folder, 'sources.json'), committed.slice(0, -20))
    expect(() => readSources(specs)).toThrow(/sources\.json: cannot be read \(.*JSON/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('an entry that lacks something is named', () => {
  const [entry] = listAt(lock, 'pages')
  const { server } = objectAt(lock)
  expect(() => readLock({ pages: [] })).toThrow("sources.json: it must have required property 'server'.")
  expect(() => readLock({ server: server!, pages: [entry!, { page: 'lantern' }] })).toThrow(
    "sources.json: /pages/1 must have required property 'model'.",
  )
  expect(() => readLock({ server: server!, pages: [{ ...objectAt(entry), origin: 'guessed' }] })).toThrow(
    'sources.json: /pages/0/origin must be equal to one of the allowed values: ["apikley","twin"].',
  )
})

test.each(['../outside.txt', '/absolute.txt', 'vendor/../../outside.txt', 'vendor/..', 'vendor\\\\a.md'])(
  'a page that lies in %s is refused: it is written and deleted there',
  (file) => {
    const [entry] = listAt(lock, 'pages')
    const stray = { ...objectAt(entry), files: { published: { file, sha256: 'a' } } }
    expect(() => readLock({ server: 'https://api.apikley.ru', pages: [stray] })).toThrow(
      'sources.json: /pages/0/files/published/file must match pattern',
    )
  },
)

test('what is written is what was read, and what is committed', () => {
  expect(lockText(readLock(lock))).toBe(committed)
})
