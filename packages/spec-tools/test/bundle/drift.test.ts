import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bundleFile, bundleText, makeBundle } from '../../src/bundle/bundle.ts'
import { bundleDrift } from '../../src/bundle/drift.ts'
import { readSources } from '../../src/sources/read.ts'
import { specsFolder } from '../../src/specs-folder.ts'

const wanted = { openapi: '3.1.0', info: { title: 'Lamp' }, tags: [{ name: 'a' }] }

test('the committed bundle is the one that its sources make', () => {
  const committed = readFileSync(new URL(bundleFile, specsFolder), 'utf8')
  expect(bundleDrift(committed, makeBundle(readSources(specsFolder)))).toEqual([])
})

test.each<[string, string | undefined, string[]]>([
  ['nothing', bundleText(wanted), []],
  ['a missing file', undefined, ['it is missing']],
  ['no JSON', '{', ['it is no JSON']],
  ['white space', JSON.stringify(wanted), ['only its order or its white space differs']],
  [
    'a value, a key and a list item',
    bundleText({ ...wanted, info: { title: 'Lantern', version: '1' }, tags: [] }),
    ['/info/title: "Lantern" → "Lamp"', '/info/version: "1" → nothing', '/tags/0: nothing → {"name":"a"}'],
  ],
  [
    'the end of a long text',
    bundleText({ ...wanted, openapi: `${'a'.repeat(200)}b` }),
    [`/openapi: "${'a'.repeat(78)}… → "3.1.0"`],
  ],
])('drift: %s', (_, committed, want) => {
  expect(bundleDrift(committed, wanted)).toEqual(want)
})

test('two long texts are shown from where they part', () => {
  const text = 'a'.repeat(200)
  const committed = bundleText({ ...wanted, openapi: `${text}left` })
  const [line] = bundleDrift(committed, { ...wanted, openapi: `${text}right` })
  expect(line).toBe('/openapi: …"aaaaaaaaaaaaaaaaaaaaleft" → …"aaaaaaaaaaaaaaaaaaaaright"')
})
