import { memoryLedger } from '@apikley/client'
import { expect, it } from 'vitest'
import { Allowance } from '../../src/mcp/allowance.ts'

it('lets calls that come at once reserve no more than there is', async () => {
  const allowance = new Allowance(memoryLedger(), 490)
  const reserve = (key: string): Promise<boolean> => allowance.reserve(() => new Map([[key, 160]]))
  expect(await reserve('first')).toBe(true)
  expect(await Promise.all(['a', 'b', 'c', 'd'].map(reserve))).toEqual([true, true, false, false])
  expect(await allowance.spent()).toBe(480)
  allowance.settle('a', true)
  expect(await reserve('c')).toBe(true)
})
