import { countedSignal } from '../counted-signal.ts'
import { expect, it, vi } from 'vitest'
import { onAbort } from '../../src/clock/on-abort.ts'
import { Stop } from '../../src/clock/stop.ts'

it('however many share a signal, it has one listener, and none when they are done', () => {
  const { controller, signal, count } = countedSignal()
  const call = vi.fn<() => void>()
  const forget = Array.from({ length: 100 }, () => onAbort(signal, call))
  expect(count).toEqual({ now: 1, most: 1 })
  for (const each of forget.slice(0, 98)) each()
  controller.abort()
  expect(call).toHaveBeenCalledTimes(2)
  for (const each of forget) each()
  expect(count).toEqual({ now: 0, most: 1 })
})

it('one that all have left is listened to again', () => {
  const { controller, signal } = countedSignal()
  onAbort(signal, () => {})()
  const call = vi.fn<() => void>()
  onAbort(signal, call)
  controller.abort()
  expect(call).toHaveBeenCalledTimes(1)
})

it('who leaves while others are told is not told any more', () => {
  const { controller, signal } = countedSignal()
  const call = vi.fn<() => void>()
  onAbort(signal, () => forget())
  const forget = onAbort(signal, call)
  controller.abort()
  expect(call).not.toHaveBeenCalled()
})

it('a stop of our own has one listener at a time', () => {
  const stop = new Stop()
  const [first, second] = [vi.fn<() => void>(), vi.fn<() => void>()]
  onAbort(stop, first)()
  onAbort(stop, second)
  stop.abort()
  expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([0, 1])
})
