import { expect, test } from 'vitest'
import { readRecovery } from '../../src/recovery/recovery.ts'

const region = { after: 'fence', before: 'end' }

test('an entry needs two different lines and a reason', () => {
  const damage = { page: 'Copy', document: null, reason: 'a button' }
  expect(readRecovery('a.json', { region, damages: [damage] })).toEqual({ ...region, damages: [damage] })
  for (const wrong of [
    { ...damage, reason: ' ' },
    { ...damage, page: null },
    { ...damage, document: 'Copy' },
    7,
  ]) {
    expect(() => readRecovery('a.json', { region, damages: [wrong] })).toThrow('a.json: damage 0 needs')
  }
})

test('the lines around the document are needed', () => {
  expect(() => readRecovery('a.json', { damages: [] })).toThrow('a.json: region needs')
})
