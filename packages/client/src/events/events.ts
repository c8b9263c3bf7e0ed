import type { HookEvents, Hooks } from './hooks.ts'
import type { Logger, LogLevel } from './logger.ts'

/** Tells whoever wants to know: hooks and logger. Never throws. */
export interface Events {
  /** Calls a hook, and writes a line of log about the event. */
  tell<Name extends keyof HookEvents>(hook: Name, event: HookEvents[Name]): void
  /** Writes a line of log about what no hook tells. */
  log(level: LogLevel, message: string, facts?: object): void
  /** Until this is over, what is told has to wait. Absent afterwards. */
  readonly loading?: Promise<unknown> | undefined
}

/** Who wants to know. */
export interface EventOptions {
  readonly hooks?: Hooks | undefined
  readonly logger?: Logger | undefined
  readonly logLevel?: LogLevel | undefined
}

/**
 * Events for a client: without hooks and logger they cost nothing, and what tells them is not loaded. With them it is
 * loaded at once, and what happens meanwhile is told then; no request is sent before.
 */
export function lateEvents({ hooks, logger }: EventOptions, load: () => Promise<Events>): Events {
  const told = (): void => {}
  if (!hooks && !logger) return { tell: told, log: told }
  // Not before the client is made.
  const loading = Promise.resolve()
    .then(load)
    .then((loaded) => Object.assign(events, loaded, { loading: undefined }))
  // The requests that wait for it bring the failure to light.
  loading.catch(told)
  const events: Events = {
    loading,
    tell: (...given) => void loading.then(() => events.tell(...given), told),
    log: (...given) => void loading.then(() => events.log(...given), told),
  }
  return events
}
