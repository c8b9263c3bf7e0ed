import type { Redact } from '../errors/redact.ts'
import { shorten } from '../text/shorten.ts'
import type { EventOptions, Events } from './events.ts'
import type { HookEvents } from './hooks.ts'
import type { Logger, LogLevel } from './logger.ts'
import { warnProcess } from './warn-process.ts'

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

/** The line of log about an event. */
const lines: { readonly [Name in keyof HookEvents]: (event: HookEvents[Name]) => [LogLevel, string] } = {
  onRequest: ({ request: { method, path } }) => ['debug', `[${method}] ${path}`],
  onResponse: ({ request: { method, path }, ms, code, status = 'no answer' }) => [
    'debug',
    `[${method}] ${path}: ${code ?? status} after ${ms} ms`,
  ],
  onRetry: ({ request: { method, path }, attempt, inMs }) => [
    'warn',
    `[${method}] ${path}: try ${attempt} failed, the next one comes in ${Math.round(inMs)} ms`,
  ],
  onStateChange: ({ key, taskId = key, state }) => ['info', `${taskId}: ${state}`],
}

/**
 * Notifies the hooks and the logger. What they throw is logged, and changes nothing. Without a logger, what a person must
 * see becomes a warning of the process.
 */
export function createEvents({ hooks, logger, logLevel = 'warn' }: EventOptions, redact: Redact): Events {
  const least = levels.indexOf(logLevel)
  const log = (
    level: LogLevel,
    message: string,
    facts: object = {},
    to: Logger | undefined = logger,
  ): void => {
    if (!to || levels.indexOf(level) < least) return
    guard(
      () => to[level](redact(message), plain(facts, redact)),
      // If the console fails, too, nobody is left to be told.
      (error) => to !== console && log('error', 'The logger failed', { message, error }, console),
    )
  }
  const warned = new Set<string>()
  return {
    log: (level, message, facts) => {
      if (logger) log(level, message, facts)
      else if (level === 'error') warnProcess(message, describe(message, facts, redact))
    },
    warn: (message, isNews = false) => {
      if (!logger) return warnProcess(isNews ? undefined : message, redact(message))
      if (!isNews && warned.has(message)) return
      warned.add(message)
      log('warn', message)
    },
    emit: (name, event) => {
      if (!hooks && !logger) return
      guard(
        () => hooks?.[name]?.(event),
        (error) => log('error', `The hook ${name} failed`, { error }, logger ?? console),
      )
      log(...lines[name](event), event)
    },
  }
}

/** Calls foreign code at once; what it throws, or rejects with later, ends here. */
function guard(call: () => unknown, failed: (error: unknown) => unknown): void {
  new Promise((resolve) => resolve(call())).catch(failed)
}

/** A line of log in one text. */
function describe(message: string, facts: object | undefined, redact: Redact): string {
  try {
    return shorten(redact(`${message}: ${JSON.stringify(plain(facts ?? {}, redact))}`), 1_000)
  } catch {
    // JSON cannot hold everything.
    return redact(message)
  }
}

/** A copy as JSON data: errors with their causes, and all texts without the secrets. */
function plain(facts: object, redact: Redact): object {
  return JSON.parse(
    JSON.stringify(facts, function (this: Record<string, unknown>, field: string, value: unknown) {
      const given = this[field]
      if (!(given instanceof Error)) return typeof value === 'string' ? redact(value) : value
      const { name, message, cause, code }: Error & { code?: unknown } = given
      // An error of ours brings its facts along, but not its cause.
      return { name, message, code, ...(value !== given && (value as object)), cause }
    }),
  )
}
