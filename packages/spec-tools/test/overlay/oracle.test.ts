import { openapiOverlay } from 'openapi-format'
import { describe, expect, test } from 'vitest'
import { assemble } from '../../src/bundle/assemble.ts'
import { bundleFile } from '../../src/bundle/bundle.ts'
import { readModelPage } from '../../src/bundle/model-page.ts'
import { query } from '../../src/engines/json-p3.ts'
import type { JsonObject } from '@apikley/pages/document'
import { applyOverlay } from '../../src/overlay/apply.ts'
import type { OverlayAction } from '../../src/overlay/overlay.ts'
import { readSources } from '../../src/sources/read.ts'
import { specsFolder } from '../../src/specs-folder.ts'

/**
 * openapi-format passes over a target that matches nothing; what it makes of one that matches is held to be right, with
 * two exceptions. It replaces a list that is the target under the name of 1.0 and appends under that of 1.1, which has
 * the rule of 1.0. And its query engine knows neither nested brackets nor plain values in filters, so that it is told
 * the places that a filter of our own overlays finds.
 */
async function oracle(document: JsonObject, actions: readonly OverlayAction[]): Promise<unknown> {
  const overlaySet = { overlay: '1.1.0', actions: actions.map((action) => ({ ...action })) }
  const { data } = await openapiOverlay(structuredClone(document), { overlaySet })
  return data
}

const placesOf = (document: JsonObject, { target }: OverlayAction) =>
  query(target, document).map(({ path }) => `$${path.map((key) => `[${JSON.stringify(key)}]`).join('')}`)

const lamp: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Lamp', version: '1', 'x-list': [1, [2], { a: [3] }] },
  tags: [{ name: 'a' }, { name: 'b', 'x-on': true }, { name: 'c' }],
  paths: { '/lamp': { get: { responses: { 200: { description: 'on' }, 500: { description: 'off' } } } } },
}

describe('the same result as openapi-format', () => {
  const cases: Record<string, OverlayAction[]> = {
    'merge into an object': [{ target: '$.info', update: { title: 'Lantern', 'x-more': { deep: [null] } } }],
    'merge at the root': [{ target: '$', update: { tags: [{ name: 'd' }], 'x-new': 1 } }],
    'append to a list': [{ target: "$.info['x-list']", update: { b: 1 } }],
    'a list in place of a value': [{ target: '$.info', update: { title: ['Lamp'] } }],
    'every match of a wildcard': [{ target: '$.paths.*.get.responses.*', update: { content: {} } }],
    'every match of a descent': [{ target: '$..responses', update: { 404: { description: 'none' } } }],
    'a filter': [{ target: '$.tags[?@.name == "b"]', update: { description: 'two' } }],
    'removal of an entry': [{ target: '$.info.title', remove: true }],
    'removal of a list item': [{ target: '$.tags[?@.name == "b"]', remove: true }],
    'one action after the other': [
      { target: '$.tags', update: { name: 'd' } },
      { target: '$.tags[3]', update: { description: 'four' } },
      { target: '$.tags[0]', remove: true },
    ],
  }

  test.each(Object.entries(cases))('%s', async (_, actions) => {
    const overlay = { file: 'overlays/lamp.yaml', corrects: 'vendor/lamp.yaml', actions }
    const ours = applyOverlay(lamp, overlay, ({ text }) => expect.unreachable(text))
    expect(ours).toEqual(await oracle(lamp, actions))
  })
})

describe('the same result as openapi-format for our own overlays', () => {
  const { pages, overlays, server } = readSources(specsFolder)
  const documents = new Map(pages.map(({ file, document }) => [file, document]))
  documents.set(bundleFile, assemble(pages.map(readModelPage), server))

  test.each(overlays.map((overlay) => [overlay.file, overlay] as const))('%s', async (_, overlay) => {
    let document = documents.get(overlay.corrects)!
    for (const action of overlay.actions) {
      const corrected = applyOverlay(document, { ...overlay, actions: [action] }, ({ text }) =>
        expect.unreachable(text),
      )
      const told = placesOf(document, action).map((target) => ({ ...action, target }))
      expect(told.length).toBeGreaterThan(0)
      expect(corrected).toEqual(await oracle(document, told))
      document = corrected
    }
  })
})
