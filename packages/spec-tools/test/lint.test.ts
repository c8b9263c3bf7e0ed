import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { bundleFile, bundleText, makeBundle } from '../src/bundle/bundle.ts'
import { lintDocument } from '../src/engines/redocly.ts'
import { type JsonObject, objectAt } from '@apikley/pages/document'
import { readSources } from '../src/sources/read.ts'
import { specsFolder } from '../src/specs-folder.ts'

const rules = new URL('redocly.yaml', specsFolder)

async function lint(bundle: JsonObject) {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'))
  try {
    writeFileSync(join(folder, bundleFile), bundleText(bundle))
    return await lintDocument(pathToFileURL(join(folder, bundleFile)), rules)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('the committed bundle passes without an error and without a warning', async () => {
  expect(await lintDocument(new URL(bundleFile, specsFolder), rules)).toEqual([])
})

test.each<[string, string, (bundle: JsonObject) => void]>([
  [
    'no-unresolved-refs',
    'a reference to nothing',
    (bundle) => delete objectAt(bundle, 'components', 'schemas')['TaskState'],
  ],
  [
    'no-unused-components',
    'a component that nobody uses',
    (bundle) => (objectAt(bundle, 'components', 'schemas')['Stray'] = {}),
  ],
  [
    'operation-operationId',
    'an operation without a name',
    (bundle) => delete objectAt(bundle, 'paths', '/api/v1/chat/credit', 'get')['operationId'],
  ],
  [
    'no-invalid-media-type-examples',
    'an example with a field that its schema lost',
    (bundle) => delete objectAt(bundle, 'components', 'schemas', 'UploadedFile', 'properties')['mimeType'],
  ],
  ['struct', 'a key that OpenAPI does not know', (bundle) => (objectAt(bundle, 'info')['titel'] = 'Lamp')],
])('%s: %s is found', async (rule, _, spoil) => {
  const bundle = makeBundle(readSources(specsFolder))
  spoil(bundle)
  expect((await lint(bundle)).map((finding) => finding.rule)).toContain(rule)
})
