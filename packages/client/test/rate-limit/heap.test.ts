import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { Heap } from '../../src/rate-limit/heap.ts'

it('has the earliest first, whatever was added and removed, and of the same moment the one that came first', () => {
  const step = fc.record({ adds: fc.boolean(), at: fc.integer({ min: 0, max: 20 }), pick: fc.nat() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const heap = new Heap<{ at: number; order: number; place: number }>()
      const answers: boolean[] = []
      let model: { at: number; order: number; place: number }[] = []
      for (const [order, { adds, at, pick }] of steps.entries()) {
        if (adds) {
          const entry = { at, order, place: -1 }
          heap.add(entry)
          model = [...model, entry].toSorted((one, other) => one.at - other.at || one.order - other.order)
        } else if (model.length > 0) {
          const [removed] = model.splice(pick % model.length, 1)
          answers.push(heap.remove(removed!), !heap.remove(removed!))
        }
        expect(heap.first).toBe(model[0])
        expect(heap.size).toBe(model.length)
      }
      expect(answers.every(Boolean)).toBe(true)
    }),
  )
})
