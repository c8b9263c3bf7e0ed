import { asNode } from '../contract/document.ts'
import type { Mock } from '../options.ts'
import type { Emit, EventLog } from '../event-log.ts'
import type { Faults } from '../faults/active-faults.ts'
import type { Exchanges } from '../exchanges.ts'
import { catalogue } from '../faults/catalogue/index.ts'
import { optionRules } from '../faults/options.ts'
import { reportedBalance } from '../tasks/account.ts'
import { taskDetails } from './task-details.ts'
import { adminState, type AdminSettings, type StateContext } from './state.ts'
import { InvalidInput } from '../faults/invalid-input.ts'

/** What the admin API needs. */
export interface AdminContext extends StateContext {
  events: Pick<EventLog, 'requests' | 'callbacks' | 'subscribe'>
  faults: Pick<Faults, 'list' | 'creditsGone' | 'clear' | 'remove'>
  exchanges: Pick<Exchanges, 'find'>
  emit: Emit
  /** Aborts when the mock stops. */
  closing: AbortSignal
}

/** The admin API of one mock. */
export interface Admin {
  context: AdminContext
  settings: AdminSettings
  controls: Pick<Mock, 'fault' | 'topUp' | 'advance' | 'reset'>
}

/** What is done for a request; it answers what is sent as JSON. InvalidInput is the caller's mistake. */
export type AdminRoute = (admin: Admin, request: { body: unknown; id: string }) => unknown

/** The admin API by path and method; `*` is an id. The events are a stream and live elsewhere. */
export const adminRoutes: Readonly<Record<string, Readonly<Record<string, AdminRoute>>>> = {
  '/_mock/state': {
    GET: ({ context, settings }) => adminState(context, settings),
  },
  '/_mock/tasks/*': {
    GET: ({ context }, { id }) => taskDetails(context, id),
  },
  '/_mock/requests/*': {
    GET: ({ context }, { id }) => context.exchanges.find(Number(id)),
  },
  '/_mock/credits': {
    POST({ context, controls }, { body }) {
      const { credits } = asNode(body)
      if (typeof credits !== 'number' || !(credits > 0 && credits <= mostCredits))
        throw new InvalidInput(
          `credits must be a number from 1 to ${mostCredits}, for example {"credits":1000}`,
        )
      controls.topUp(credits)
      return { balance: reportedBalance(context) }
    },
  },
  '/_mock/faults': {
    GET: ({ context }) => ({ faults: context.faults.list(), kinds: catalogue, options: optionRules }),
    POST({ controls }, { body }) {
      const { fault } = asNode(body)
      if (fault === undefined)
        throw new InvalidInput('the body must be {"fault": …}, for example {"fault":{"kind":"lostResponse"}}')
      return { id: controls.fault(fault as Parameters<Mock['fault']>[0]).id }
    },
    DELETE({ context }) {
      context.faults.clear()
      return {}
    },
  },
  '/_mock/faults/*': {
    DELETE: ({ context }, { id }) => (context.faults.remove(id) ? {} : undefined),
  },
  '/_mock/advance': {
    POST({ context, controls }, { body }) {
      const { ms } = asNode(body)
      if (typeof ms !== 'number' || !(ms >= 0 && ms <= longestAdvanceMs))
        throw new InvalidInput(`ms must be a number from 0 to ${longestAdvanceMs}, for example {"ms":60000}`)
      controls.advance(ms)
      return { now: context.clock.now() }
    },
  },
  '/_mock/reset': {
    POST({ controls }) {
      controls.reset()
      return {}
    },
  },
}

const mostCredits = 1e12

// A hundred years: enough for every link to end, and dates still have four digits.
const longestAdvanceMs = 3_155_760_000_000
