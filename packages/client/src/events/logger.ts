/** How much a line of log matters: requests, changes of state, what is tried again, what a person must look at. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Takes lines of log, each with its facts as plain JSON data; `console` is one. The secrets are out of both. */
export type Logger = {
  readonly [Level in LogLevel]: (message: string, facts: object) => unknown
}
