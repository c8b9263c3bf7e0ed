import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseYaml } from '../../src/engines/js-yaml.ts'
import { at, listAt, parseJson } from '../../src/json.ts'
import { lockProblems, readLock } from '../../src/sources/lock.ts'
import { specsFolder } from '../../src/specs-folder.ts'

const lockText = readFileSync(new URL('sources.json', specsFolder), 'utf8')
const lock = parseJson(lockText)
const pages = readLock(lock)
const vendored = new Map(
  readdirSync(new URL('vendor/', specsFolder)).map((name): [string, Uint8Array] => [
    `vendor/${name}`,
    readFileSync(new URL(`vendor/${name}`, specsFolder)),
  ]),
)

test('every upstream file has the checksum that the lock records', () => {
  for (const { file, sha256 } of pages.flatMap(({ files }) => files)) {
    const bytes = readFileSync(new URL(file, specsFolder))
    expect({ file, sha256: createHash('sha256').update(bytes).digest('hex') }).toEqual({ file, sha256 })
  }
  expect(lockProblems(pages, vendored)).toEqual([])
})

test('each entry says when the page was taken, and its version is the one that the page states', () => {
  for (const [index, page] of pages.entries()) {
    const [{ file }] = page.files
    expect(at(lock, 'pages', index, 'taken')).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(at(parseYaml(readFileSync(new URL(file, specsFolder), 'utf8'), file), 'info', 'version')).toBe(
      page.upstreamVersion,
    )
  }
})

test('an edited, a missing and an unrecorded file are named', () => {
  const [document, published] = pages[0]!.files
  const tampered = new Map(vendored)
  tampered.set(document.file, Buffer.from('openapi: 3.0.0\n'))
  tampered.delete(published!.file)
  tampered.set('vendor/stranger.yaml', Buffer.from(''))
  expect(lockProblems(pages, tampered)).toEqual([
    expect.stringMatching(`^${document.file}: has sha256 [0-9a-f]{64}, sources.json says ${document.sha256}`),
    `${published!.file}: is named in sources.json and is not there`,
    'vendor/stranger.yaml: is not named in sources.json',
  ])
})

test('an entry that lacks something is named', () => {
  const [entry] = listAt(lock, 'pages')
  expect(() => readLock({ pages: [entry!, { page: 'lantern' }] })).toThrow(
    'sources.json: page 1 has no files',
  )
})
