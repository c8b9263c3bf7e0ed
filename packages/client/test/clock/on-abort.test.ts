import { expect, it, vi } from 'vitest'
import { onAbort } from '../../src/clock/on-abort.ts'
import { Stop } from '../../src/clock/stop.ts'

/** A signal, and how often somebody listens to it. */
function counted() {
  const controller = new AbortController()
  const { signal } = controller
  const count = { now: 0, most: 0 }
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    count.most = Math.max(count.most, ++count.now)
    addEventListener.apply(signal, args)
  }
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    count.now--
    removeEventListener.apply(signal, args)
  }
  return { controller, signal, count }
}

it('however many share a signal, it has one listener, and none when they are done', () => {
  const { controller, signal, count } = counted()
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
  const { controller, signal } = counted()
  onAbort(signal, () => {})()
  const call = vi.fn<() => void>()
  onAbort(signal, call)
  controller.abort()
  expect(call).toHaveBeenCalledTimes(1)
})

it('who leaves while others are told is not told any more', () => {
  const { controller, signal } = counted()
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
