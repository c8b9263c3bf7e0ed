import { expect, test } from 'vitest'
import { readOverlay } from '../../src/overlay/overlay.ts'

const evidence = { level: 'recorded', source: 'a recording' }
const info = { title: 'A correction', version: '1.0.0', 'x-reason': 'It is wrong.', 'x-evidence': evidence }
const overlay = {
  overlay: '1.0.0',
  info,
  extends: '../vendor/lamp.yaml',
  actions: [{ target: '$.info', remove: true }],
}

test('what it extends is resolved from where the overlay lies', () => {
  expect(readOverlay('overlays/lamp.yaml', overlay)).toEqual({
    file: 'overlays/lamp.yaml',
    corrects: 'vendor/lamp.yaml',
    actions: overlay.actions,
  })
})

test.each([
  ['`overlay: 1.0.0` is missing', { ...overlay, overlay: '1.1.0' }],
  ['`extends` does not name', { ...overlay, extends: null }],
  ['`info.title` is missing', { ...overlay, info: { ...info, title: ' ' } }],
  ['`info.x-reason` is missing', { ...overlay, info: { ...info, 'x-reason': '' } }],
  ['`info.x-evidence` is missing', { ...overlay, info: { ...info, 'x-evidence': {} } }],
  ['`actions` is empty', { ...overlay, actions: [] }],
  ['action 0 has no target', { ...overlay, actions: [{ remove: true }] }],
  ['action 0 needs either', { ...overlay, actions: [{ target: '$' }] }],
  ['action 0 needs either', { ...overlay, actions: [{ target: '$', remove: true, update: {} }] }],
])('refused: %s', (says, document) => {
  expect(() => readOverlay('overlays/lamp.yaml', document)).toThrow(`overlays/lamp.yaml: ${says}`)
})
