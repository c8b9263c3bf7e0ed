import { readYaml } from '@apikley/pages'
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

const read = (value: unknown) =>
  readOverlay('overlays/lamp.yaml', readYaml(JSON.stringify(value, null, 1), 'overlays/lamp.yaml'))

test('what it extends is resolved from where the overlay lies, and each action has its line', () => {
  expect(read(overlay)).toEqual({
    file: 'overlays/lamp.yaml',
    corrects: 'vendor/lamp.yaml',
    actions: [{ target: '$.info', remove: true, line: 14 }],
  })
})

test.each([
  [':2: /overlay must be equal to constant', { ...overlay, overlay: '1.1.0' }],
  [':12: /extends must be string. It names the document that is corrected.', { ...overlay, extends: null }],
  [':4: /info/title must match pattern', { ...overlay, info: { ...info, title: ' ' } }],
  [':6: /info/x-reason must match pattern', { ...overlay, info: { ...info, 'x-reason': '' } }],
  [
    ":3: /info must have required property 'x-evidence'. It has a title, and says why (x-reason) and how we know",
    { ...overlay, info: { ...info, 'x-evidence': undefined } },
  ],
  [
    ':7: /info/x-evidence must NOT have fewer than 1 properties',
    { ...overlay, info: { ...info, 'x-evidence': {} } },
  ],
  [':13: /actions must NOT have fewer than 1 items', { ...overlay, actions: [] }],
  [":14: /actions/0 must have required property 'target'", { ...overlay, actions: [{ remove: true }] }],
  [
    ":14: /actions/0 must have required property 'update'. It has either `update` or `remove: true`.",
    { ...overlay, actions: [{ target: '$' }] },
  ],
  [
    ':14: /actions/0 must NOT be valid. It has either `update` or `remove: true`.',
    { ...overlay, actions: [{ target: '$', remove: true, update: {} }] },
  ],
  [
    ':14: action 0, target $.info[: is not a JSONPath (RFC 9535)',
    { ...overlay, actions: [{ target: '$.info[', remove: true }] },
  ],
])('refused: overlays/lamp.yaml%s', (says, value) => {
  expect(() => read(value)).toThrow(`overlays/lamp.yaml${says}`)
})
