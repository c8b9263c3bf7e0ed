import { asNode } from '../contract/document.ts'
import type { Mock } from '../options.ts'
import type { World } from '../world.ts'
import { adminState, type AdminSettings } from './state.ts'
import { InvalidInput } from '../faults/invalid-input.ts'

/** A running mock as the admin API sees it. */
export interface Administered {
  world: World
  settings: AdminSettings
  controls: Pick<Mock, 'fault' | 'advance' | 'reset'>
}

/** What is done for a request; it answers what is sent as JSON. InvalidInput is the caller's mistake. */
export type AdminRoute = (mock: Administered, asked: { body: unknown; id: string }) => unknown

/** The admin API by path and method; `*` is an id. The events are a stream and live elsewhere. */
export const adminRoutes: Readonly<Record<string, Readonly<Record<string, AdminRoute>>>> = {
  '/_mock/state': {
    GET: ({ world, settings }) => adminState(world, settings),
  },
  '/_mock/faults': {
    POST({ controls }, { body }) {
      const { fault } = asNode(body)
      if (fault === undefined)
        throw new InvalidInput('the body must be {"fault": …}, for example {"fault":{"kind":"lostResponse"}}')
      return { id: controls.fault(fault as Parameters<Mock['fault']>[0]).id }
    },
    DELETE({ world }) {
      world.faults.clear()
      return {}
    },
  },
  '/_mock/faults/*': {
    DELETE: ({ world }, { id }) => (world.faults.remove(id) ? {} : undefined),
  },
  '/_mock/advance': {
    POST({ world, controls }, { body }) {
      const { ms } = asNode(body)
      if (typeof ms !== 'number' || !(ms >= 0 && ms <= longestAdvanceMs))
        throw new InvalidInput(`ms must be a number from 0 to ${longestAdvanceMs}, for example {"ms":60000}`)
      controls.advance(ms)
      return { now: world.clock.now() }
    },
  },
  '/_mock/reset': {
    POST({ controls }) {
      controls.reset()
      return {}
    },
  },
}

// A hundred years: enough for every link to end, and dates still have four digits.
const longestAdvanceMs = 3_155_760_000_000
