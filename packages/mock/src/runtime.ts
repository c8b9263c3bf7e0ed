import type { AdminContext } from './admin/routes.ts'
import type { RequestContext } from './answer-request.ts'
import { createLimits } from './api/limits.ts'
import { createMovableClock, systemClock } from './clock.ts'
import type { ControlsContext } from './controls.ts'
import { createEventLog, type EventLog } from './event-log.ts'
import { createExchanges } from './exchanges.ts'
import { createFaults } from './faults/active-faults.ts'
import type { CompleteFault } from './faults/fault.ts'
import { createLinks } from './files/links.ts'
import { createUploads } from './files/uploads.ts'
import type { MockOptions } from './options.ts'
import type { PageContext } from './page/serve.ts'
import { createRandom } from './random.ts'
import { settingsOf, type Settings } from './settings.ts'
import type { Header } from './state/change.ts'
import { noJournal } from './state/journal.ts'
import { lastRequestId, restoreState } from './state/restore.ts'
import { openStateFile } from './state/state-file.ts'
import { createAccount } from './tasks/account.ts'
import type { Task } from './tasks/task.ts'
import { createTaskWatch } from './tasks/watch.ts'

/** The parts of one running mock; whoever gets them sees no more of them than its own context. */
export type Runtime = RequestContext &
  AdminContext &
  PageContext &
  ControlsContext & {
    events: EventLog
    /** Of the last request before a restart; 0 in a new mock. */
    lastRequestId: number
  }

export function createRuntime(
  options: MockOptions,
  closing: AbortSignal,
  initialFaults: readonly CompleteFault[],
  ownPort: number,
): Runtime {
  const given = settingsOf(options)
  const file = options.state === undefined ? undefined : openStateFile(options.state, headerOf(given))
  const settings = { ...given, ...(file && { credits: file.header.credits, seed: file.header.seed }) }
  const journal = file?.journal ?? noJournal
  const clock = createMovableClock(options.clock ?? systemClock, file?.kept.advanced)
  const random = createRandom(settings.seed)
  const events = createEventLog(options.log ?? (() => {}), () => taskWatch.addAll())
  const { emit } = events
  const tasks = new Map<string, Task>()
  const account = createAccount(settings.credits, file?.kept.toppedUp)
  const exchanges = createExchanges()
  const limits = createLimits(settings.rateLimits)
  const uploads = createUploads(journal, settings.maxUploadBytes)
  const faults = createFaults(initialFaults, clock, random, emit)
  let resetting = new AbortController()
  closing.addEventListener('abort', () => {
    resetting.abort()
    journal.close()
  })
  const runtime: Runtime = {
    clock,
    events,
    emit,
    tasks,
    get resetSignal() {
      return resetting.signal
    },
    random,
    account,
    exchanges,
    uploads,
    faults,
    limits,
    links: createLinks(settings.seed),
    callbackSecret: options.callbackSecret,
    settings,
    journal,
    reach: { option: options.reach, ownPort },
    lastRequestId: file ? lastRequestId(file) : 0,
    taskWatch: { add: (task) => taskWatch.add(task) },
    closing,
    reset() {
      journal.reset()
      resetting.abort()
      resetting = new AbortController()
      tasks.clear()
      account.reset()
      exchanges.clear()
      limits.reset()
      uploads.clear()
      random.reset()
      clock.advance(-clock.offset)
      faults.reset()
      emit({ type: 'reset' })
    },
  }
  const taskWatch = createTaskWatch(runtime)
  if (file) restoreState(runtime, file)
  return runtime
}

function headerOf({ credits, seed }: Settings): Header {
  return { apikleyMock: 1, credits, seed }
}
