import type { HookEvents, Hooks } from './hooks.ts'
import type { Logger, LogLevel } from './logger.ts'

/** Notifies hooks and logger. Never throws. */
export interface Events {
  /** Calls a hook, and writes a line of log about the event. */
  emit<Name extends keyof HookEvents>(hook: Name, event: HookEvents[Name]): void
  /** Writes a line of log about what no hook is told of. */
  log(level: LogLevel, message: string, facts?: object): void
  /**
   * Warns of what costs money or results while nobody sees it: in a line of log, or, without a logger, as a warning of the
   * process. So are lines of log of the level `error`. Once, unless it is new each time.
   */
  warn(message: string, isNews?: boolean): void
}

/** Who is notified. */
export interface EventOptions {
  readonly hooks?: Hooks | undefined
  readonly logger?: Logger | undefined
  readonly logLevel?: LogLevel | undefined
}
