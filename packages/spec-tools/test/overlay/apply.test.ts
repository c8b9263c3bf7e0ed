import { describe, expect, test } from 'vitest'
import type { JsonObject } from '@apikley/pages/document'
import { applyOverlay } from '../../src/overlay/apply.ts'
import type { OverlayAction } from '../../src/overlay/overlay.ts'

const document: JsonObject = {
  info: { title: 'Lamp', contact: { name: 'Ann', email: '[hidden]' } },
  tags: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
  responses: { Error: { description: 'Error' }, Empty: { description: 'Empty', content: {} } },
}
const apply = (...actions: OverlayAction[]) =>
  applyOverlay(document, { file: 'overlays/lamp.yaml', corrects: 'vendor/lamp.yaml', actions })

describe('an action', () => {
  test('merges objects and leaves the rest alone', () => {
    const result = apply({
      target: '$.info',
      update: { title: 'Lantern', contact: { email: 'a@example.com' } },
    })
    expect(result).toEqual({
      ...document,
      info: { title: 'Lantern', contact: { name: 'Ann', email: 'a@example.com' } },
    })
  })

  test('appends to a list that it selects, and to lists inside what it merges', () => {
    expect(apply({ target: '$.tags', update: { name: 'd' } })['tags']).toHaveLength(4)
    expect(apply({ target: '$', update: { tags: [{ name: 'd' }, { name: 'e' }] } })['tags']).toHaveLength(5)
  })

  test('removes entries, and list items', () => {
    expect(apply({ target: '$.info.contact[?@ == "[hidden]"]', remove: true })['info']).toEqual({
      title: 'Lamp',
      contact: { name: 'Ann' },
    })
    expect(apply({ target: '$.tags..*', remove: true })['tags']).toEqual([])
  })

  test.each(['$.tags[0,2]', '$.tags[2,0]', '$.tags[0,0,2]', '$.tags[?@.name != "b"]'])(
    'removes the first and the last item that %s selects',
    (target) => {
      expect(apply({ target, remove: true })['tags']).toEqual([{ name: 'b' }])
    },
  )

  test('sees what the action before it did', () => {
    const result = apply(
      { target: '$.info', update: { license: { name: 'MIT' } } },
      { target: '$.info.license.name', remove: true },
    )
    expect(result['info']).toMatchObject({ license: {} })
  })

  test('leaves its arguments as they are', () => {
    const before = structuredClone(document)
    const update = { x: { y: [1] } }
    const result = apply({ target: '$.info', update }, { target: '$.info.x.y', update: 2 })
    expect(result['info']).toMatchObject({ x: { y: [1, 2] } })
    expect(document).toEqual(before)
    expect(update).toEqual({ x: { y: [1] } })
  })
})

describe('an overlay that is stale or wrong fails, and names file, action and target', () => {
  const good: OverlayAction = { target: '$.info', update: { title: 'Lantern' } }
  const cases: Record<string, { action: OverlayAction; says: string }> = {
    'nothing matches': {
      action: { target: '$.responses[?!@.description]', update: { description: 'x' } },
      says: 'matches nothing in vendor/lamp.yaml. If upstream repaired it, delete the overlay',
    },
    'nothing matches a removal': {
      action: { target: '$.info.license', remove: true },
      says: 'matches nothing in vendor/lamp.yaml',
    },
    'the update is there already': {
      action: { target: '$.responses.Error', update: { description: 'Error' } },
      says: 'changes nothing in vendor/lamp.yaml. Upstream says this already: delete the overlay.',
    },
    'the target is a plain value': {
      action: { target: '$.info.title', update: 'Lantern' },
      says: 'selects a plain value. Select the object around it',
    },
    'the target is no JSONPath': {
      action: { target: '$.info[', remove: true },
      says: 'is not a JSONPath (RFC 9535)',
    },
  }

  test.each(Object.entries(cases))('%s', (_, { action, says }) => {
    expect(() => apply(good, action)).toThrow(
      `overlays/lamp.yaml, action 1, target ${action.target}: ${says}`,
    )
  })
})
