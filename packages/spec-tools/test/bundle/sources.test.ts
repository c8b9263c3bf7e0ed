import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeBundle } from '../../src/bundle/bundle.ts'
import { readSources } from '../../src/sources/read.ts'
import { specsFolder } from '../../src/specs-folder.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'specs-'))
  cpSync(specsFolder, folder, { recursive: true, filter: (name) => !name.includes('node_modules') })
})
afterEach(() => rmSync(folder, { recursive: true }))

const overlay = (target: string, corrects: string) =>
  `{overlay: 1.0.0, info: {title: t, x-reason: r, x-evidence: {level: recorded, source: s}}, extends: ${corrects}, ` +
  `actions: [{target: "${target}", update: {summary: s}}]}`

const bundleOf = () => makeBundle(readSources(pathToFileURL(`${folder}/`)))

test('the copy that the cases below spoil is whole', () => {
  expect(bundleOf()).toEqual(makeBundle(readSources(specsFolder)))
})

describe('a spoilt source fails the build and is named', () => {
  test.each([
    ['an edited page', 'vendor/kling-v2-1-master-text-to-video.yaml', 'openapi: 3.0.0\n', 'has sha256'],
    [
      'a page that the lock does not know',
      'vendor/lantern.yaml',
      'openapi: 3.0.0\n',
      'not named in sources.json',
    ],
    [
      'an overlay that is no longer needed',
      'overlays/stale.yaml',
      overlay("$.paths.*.post[?@.repaired == 'no']", '../openapi.json'),
      "action 0, target $.paths.*.post[?@.repaired == 'no']: matches nothing in openapi.json",
    ],
    [
      'an overlay of a page that is gone',
      'overlays/stray.yaml',
      overlay('$', '../vendor/gone.yaml'),
      'extends vendor/gone.yaml',
    ],
    ['text that is no YAML', 'overlays/broken.yaml', '{', 'broken.yaml'],
    [
      'a supplement without evidence',
      'supplements/zz-bare.yaml',
      '{x-supplement: {title: t, reason: r}, paths: {/a: {get: {operationId: a}}}}',
      '/paths/~1a/get needs x-evidence',
    ],
  ])('%s', (_, file, text, says) => {
    writeFileSync(join(folder, file), text)
    expect(bundleOf).toThrow(file)
    expect(bundleOf).toThrow(says)
  })
})
