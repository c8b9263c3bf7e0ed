import { createLimits, type Limits } from './api/limits.ts'
import { createMovableClock, systemClock, type MovableClock } from './clock.ts'
import { createEventLog, type EventLog } from './event-log.ts'
import type { MockEvent } from './events.ts'
import { createFaults, type Faults } from './faults/active-faults.ts'
import type { CompleteFault } from './faults/fault.ts'
import { createLinks, type Links } from './files/links.ts'
import { createUploads, type Uploads } from './files/uploads.ts'
import type { MockOptions } from './options.ts'
import type { Reach } from './outbound/reach.ts'
import { createRandom, type RandomSource } from './random.ts'
import { settingsOf, type Settings } from './settings.ts'
import type { Header } from './state/change.ts'
import { noJournal, type Journal } from './state/journal.ts'
import { restoreState } from './state/restore.ts'
import { openStateFile } from './state/state-file.ts'
import { createAccount, type Account } from './tasks/account.ts'
import type { Task } from './tasks/task.ts'
import { createTaskWatch } from './tasks/watch.ts'

// A log of requests stays readable; who wants every change of every task subscribes.
const loggedEvents: ReadonlySet<string> = new Set(['request', 'refused', 'callback', 'defect'])

/** All that one running mock knows. */
export interface World {
  clock: MovableClock
  random: RandomSource
  events: EventLog
  tasks: Map<string, Task>
  account: Account
  uploads: Uploads
  faults: Faults
  limits: Limits
  links: Links
  callbackSecret: string | undefined
  settings: Settings
  journal: Journal
  /** Where callbacks and uploads by URL may go. */
  reach: Reach
  /** Of the last request before a restart; 0 in a new mock. */
  lastRequestId: number
  /** Short for `events.emit`. */
  log: (event: MockEvent) => void
  /** Tells the task's changes from now on, if anybody listens. */
  follow: (task: Task) => void
  /** Aborts when the mock stops. */
  closing: AbortSignal
  /** Aborts when the mock stops or is reset: nothing of the time before may happen after. */
  readonly era: AbortSignal
  reset(): void
}

export function createWorld(
  options: MockOptions,
  closing: AbortSignal,
  initialFaults: readonly CompleteFault[],
  ownPort: number,
): World {
  const asked = settingsOf(options)
  const file = options.state === undefined ? undefined : openStateFile(options.state, headerOf(asked))
  const settings = { ...asked, ...(file && { credits: file.header.credits, seed: file.header.seed }) }
  const journal = file?.journal ?? noJournal
  const clock = createMovableClock(options.clock ?? systemClock, file?.kept.advanced)
  const random = createRandom(settings.seed)
  const { log = () => {} } = options
  const logged = (event: MockEvent) => loggedEvents.has(event.type) && log(event)
  const events = createEventLog(logged, () => watch.followAll())
  const account = createAccount(settings.credits)
  const limits = createLimits(settings.rateLimits)
  let era = new AbortController()
  closing.addEventListener('abort', () => {
    era.abort()
    journal.close()
  })
  const world: World = {
    clock,
    random,
    events,
    tasks: new Map(),
    account,
    uploads: createUploads(journal, settings.maxUploadBytes),
    faults: createFaults(initialFaults, clock, random, events.emit),
    limits,
    links: createLinks(settings.seed),
    callbackSecret: options.callbackSecret,
    settings,
    journal,
    reach: { option: options.reach, ownPort },
    lastRequestId: 0,
    log: events.emit,
    follow: (task) => watch.follow(task),
    closing,
    get era() {
      return era.signal
    },
    reset() {
      journal.reset()
      era.abort()
      era = new AbortController()
      world.tasks.clear()
      account.reset()
      limits.reset()
      world.uploads.clear()
      random.reset()
      clock.advance(-clock.offset)
      world.faults.reset()
      events.emit({ type: 'reset' })
    },
  }
  const watch = createTaskWatch(world)
  if (file) restoreState(world, file)
  return world
}

function headerOf({ credits, seed }: Settings): Header {
  return { apikleyMock: 1, credits, seed }
}
