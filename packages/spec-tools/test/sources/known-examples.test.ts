import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { readPage, type Repair } from '@apikley/pages'
import type { LockedPage } from '../../src/sources/lock.ts'
import { readSources, type Sources } from '../../src/sources/read.ts'
import { takeIn } from '../../src/sources/take-in.ts'
import { specsFolder } from '../../src/specs-folder.ts'
import { intake, inventedMarkdown } from './invented-page.ts'

const committed = readSources(specsFolder)
const folder = mkdtempSync(path.join(tmpdir(), 'known-examples-'))
afterAll(() => rmSync(folder, { recursive: true }))

const hasInvalid = (repairs: readonly Repair[]) => repairs.some(({ name }) => name === 'invalid-example')
/** Reads a page of a `specs/` folder with every check, as when it was taken. */
const readAnew = ({ files, model }: LockedPage, specs: URL) => {
  const { file } = files.document ?? files.published
  return readPage({ name: file, text: readFileSync(new URL(file, specs), 'utf8') }, { model })
}

describe('what the lock says of examples is true', () => {
  test.each(committed.pages)('$lock.model', ({ lock, document }) => {
    const page = readAnew(lock, specsFolder)
    expect(hasInvalid(page.repairs)).toBe(hasInvalid(lock.repairs))
    expect(page.document).toEqual(document)
  })
})

describe('a page that was taken in is read as when it was taken', () => {
  const invalid = { example: { prompt: 5 } }
  const flat = (model: string) => {
    const lines = inventedMarkdown({ model, ...invalid })
      .split('\n')
      .slice(3, -2)
    return `D\nx.json post /api/v1/jobs/createTask\nCopy\n${lines.map((line) => line.trimStart()).join('\n')}\n`
  }
  const none: Sources = { ...committed, pages: [], overlays: [], supplements: [] }
  const taken = takeIn(none, [
    intake({ model: 'e/valid' }),
    intake({ model: 'e/invalid', ...invalid }),
    intake({ model: 'e/flat' }, { text: flat('e/flat') }),
  ])
  mkdirSync(path.join(folder, 'vendor'))
  for (const [file, text] of taken.files) writeFileSync(path.join(folder, file), text ?? '')
  for (const sub of ['overlays', 'supplements']) {
    cpSync(new URL(sub, specsFolder), path.join(folder, sub), { recursive: true })
  }
  const specs = pathToFileURL(`${folder}/`)
  const read = readSources(specs)

  test.each([
    ['e/valid', false],
    ['e/invalid', true],
    ['e/flat', true],
  ])('%s, with an example that its schema refuses: %s', (model, expected) => {
    const of = ({ pages }: Sources) => pages.find(({ lock }) => lock.model === model)!
    const { lock, document } = of(read)
    expect(hasInvalid(lock.repairs)).toBe(expected)
    expect(document).toEqual(of(taken.sources).document)
    expect(document).toEqual(readAnew(lock, specs).document)
    expect(JSON.stringify(document).includes('"prompt":5')).toBe(false)
  })
})
