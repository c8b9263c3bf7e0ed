import type { ExitCode } from '../exit-codes.ts'

/** One thing that was looked at. */
export interface Check {
  readonly name: string
  readonly status: 'ok' | 'warning' | 'failed'
  readonly message: string
  /** What to do about it. */
  readonly nextStep: string | undefined
  /** The exit code if it failed. */
  readonly exitCode: ExitCode
}

/** Makes the checks of one thing; `exitCode` is that of its failure. */
export function checkOf(
  name: string,
  exitCode: ExitCode,
): Readonly<Record<Check['status'], (message: string, nextStep?: string) => Check>> {
  const make =
    (status: Check['status']) =>
    (message: string, nextStep?: string): Check => ({ name, status, message, nextStep, exitCode })
  return { ok: make('ok'), warning: make('warning'), failed: make('failed') }
}
