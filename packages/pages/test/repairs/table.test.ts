import { expect, test } from 'vitest'
import { repairRules } from '../../src/repairs/table.ts'
import { fixture, read, repairsOf } from '../brook.ts'

test('every repair has a name of its own', () => {
  expect(new Set(repairRules.map(({ name }) => name)).size).toBe(repairRules.length)
  for (const { name } of repairRules) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
  }
})

test('what changes the meaning of a page is these five', () => {
  expect(repairRules.filter(({ changesMeaning }) => changesMeaning).map(({ name }) => name)).toEqual([
    'chosen-place',
    'broken-ref',
    'space-in-name',
    'slow-pattern',
    'untrue-model',
  ])
})

test('a page with many defects gets them all repaired, each once', () => {
  expect(repairsOf(read(fixture('lantern-apidog.md'), 'lantern.md'))).toEqual([
    'yaml-aliases',
    'editor-keys',
    'space-in-name',
    'bearer-scheme',
    'example-lists',
    'envelope',
    'empty-keywords',
    'text-example',
  ])
  expect(repairsOf(read(fixture('brook-catalog.json'), 'brook.json'))).toEqual([
    'percent-encoded-ref',
    'component-name',
    'callback-key',
    'nullable',
    'envelope',
    'empty-keywords',
  ])
})
