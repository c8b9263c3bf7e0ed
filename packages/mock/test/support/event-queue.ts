import type { MockEvent } from '../../src/index.ts'

/** A mock's events in order, fed by its `log`. */
export interface EventQueue {
  log(this: void, event: MockEvent): void
  /** Those that `next` has not taken. */
  events: MockEvent[]
  /** Takes the first event of the type; waits for one if there is none. */
  next<Type extends MockEvent['type']>(this: void, type: Type): Promise<Extract<MockEvent, { type: Type }>>
}

export function createEventQueue(): EventQueue {
  const events: MockEvent[] = []
  let wake = () => {}
  return {
    events,
    log(event) {
      events.push(event)
      wake()
    },
    async next<Type extends MockEvent['type']>(type: Type) {
      for (;;) {
        const at = events.findIndex((event) => event.type === type)
        if (at >= 0) return events.splice(at, 1)[0] as Extract<MockEvent, { type: Type }>
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
