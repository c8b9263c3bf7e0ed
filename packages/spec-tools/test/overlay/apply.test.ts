import { describe, expect, test } from 'vitest'
import { type JsonObject, objectAt } from '@apikley/pages/document'
import { applyOverlay, type Idle } from '../../src/overlay/apply.ts'
import type { OverlayAction } from '../../src/overlay/overlay.ts'

const document: JsonObject = {
  info: { title: 'Lamp', contact: { name: 'Ann', email: '[hidden]' } },
  tags: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
  responses: { Error: { description: 'Error' }, Empty: { description: 'Empty', content: {} } },
}
const corrected = (source: JsonObject, actions: OverlayAction[]) => {
  const idle: Idle[] = []
  const overlay = { file: 'overlays/lamp.yaml', corrects: 'vendor/lamp.yaml', actions }
  return { result: applyOverlay(source, overlay, (each) => idle.push(each)), idle }
}
const apply = (...actions: OverlayAction[]) => {
  const { result, idle } = corrected(document, actions)
  expect(idle).toEqual([])
  return result
}

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

describe('an action that corrects nothing is told by number and target, and the others are carried out', () => {
  const good: OverlayAction = { target: '$.info', update: { title: 'Lantern' } }
  const superfluous = 'vendor/lamp.yaml says this by itself now, so it was skipped. Delete it.'
  const gone = 'matches nothing in vendor/lamp.yaml. If upstream repaired it, delete it; if upstream moved it'
  const withContent = { responses: { Error: { description: 'Error', content: { 'text/plain': {} } } } }
  const listed = { body: { schema: { required: ['model', 'input'] }, example: {} } }
  const cases: Record<string, { source?: JsonObject; action: OverlayAction; says: string }> = {
    'the update is there already': {
      action: { target: '$.responses.Error', update: { description: 'Error' } },
      says: superfluous,
    },
    'a list has the item already': {
      action: { target: '$.tags', update: { name: 'b' } },
      says: superfluous,
    },
    'a list inside what it merges has the items already': {
      action: { target: '$', update: { tags: [{ name: 'c' }, { name: 'a' }] } },
      says: superfluous,
    },
    'upstream has come to say what is missing, in other words': {
      source: withContent,
      action: { target: '$.responses[?!@.content]', update: { content: { 'application/json': {} } } },
      says: superfluous,
    },
    'upstream has come to list what is missing': {
      source: listed,
      action: {
        target: '$.body[?@.required && !@.required[?@ == "input"]]',
        update: { required: ['input'] },
      },
      says: superfluous,
    },
    'upstream has taken away what a filter describes': {
      action: { target: '$.info.contact[?@ == "[secret]"]', remove: true },
      says: superfluous,
    },
    'upstream has taken away what stands inside of what a filter describes': {
      action: { target: '$.tags[?@.old].name', remove: true },
      says: superfluous,
    },
    'nothing matches, and nothing there has what is added': {
      action: { target: '$.responses[?!@.description]', update: { summary: 'x' } },
      says: gone,
    },
    'nothing matches, and what is there does not list what is added': {
      source: { body: { schema: { required: ['model'] } } },
      action: { target: '$.body[?@.title == "Body"]', update: { required: ['input'] } },
      says: gone,
    },
    'the place of a filter is gone': {
      action: { target: '$.answers[?!@.content]', update: { content: {} } },
      says: gone,
    },
    'the place of what a filter describes is gone': {
      action: { target: '$.info.licence[?@ == "x"]', remove: true },
      says: gone,
    },
    'a filter at any depth': {
      action: { target: '$..[?@.title == "x"]', update: { title: 'y' } },
      says: gone,
    },
    'nothing matches a removal': { action: { target: '$.info.license', remove: true }, says: gone },
    'the target is a plain value': {
      action: { target: '$.info.title', update: 'Lantern' },
      says: 'selects a plain value. Select the object around it',
    },
  }

  test.each(Object.entries(cases))('%s', (_, { source = document, action, says }) => {
    const given: JsonObject = { info: {}, ...source }
    const { result, idle } = corrected(given, [good, { ...action, line: 7 }])
    expect(result).toEqual({ ...given, info: { ...objectAt(given, 'info'), title: 'Lantern' } })
    expect(idle).toEqual([
      {
        overlay: expect.objectContaining({ file: 'overlays/lamp.yaml' }),
        actions: [expect.objectContaining({ line: 7 })],
        isSuperfluous: says === superfluous,
        text: expect.stringContaining(`action 1, target ${action.target}: ${says}`),
      },
    ])
  })

  test('only the places that lack it are corrected', () => {
    const result = apply({ target: '$.tags.*', update: { name: 'b' } })
    expect(result['tags']).toEqual([{ name: 'b' }, { name: 'b' }, { name: 'b' }])
    const lists = { a: { required: ['x'] }, b: { required: ['y'] } }
    const once = corrected(lists, [{ target: '$.*', update: { required: ['x'] } }])
    expect(once.result).toEqual({ a: { required: ['x'] }, b: { required: ['y', 'x'] } })
    expect(once.idle).toEqual([])
  })
})
