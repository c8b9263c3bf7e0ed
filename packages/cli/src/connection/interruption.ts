import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../terminal/io.ts'
import type { Printer } from '../terminal/printer.ts'
import type { Connection } from './connect.ts'

/** Somebody has pressed Ctrl-C before anything was sent. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}

/** What Ctrl-C does to a command at work. */
export interface Interruption {
  /** Aborts downloads: they cost nothing, and can be begun again. */
  readonly signal: AbortSignal
  /** Whether somebody has pressed it. */
  readonly happened: boolean
  /** Nothing more is listened for. */
  end(): void
}

/**
 * At the first Ctrl-C nothing more is submitted and waits end, but what is being sent gets its answer, so that it is
 * known whether it was accepted. The second ends the process at once.
 */
export function onInterrupt(io: Io, printer: Printer, connection: Connection): Interruption {
  const controller = new AbortController()
  let happened = false
  const end = io.onInterrupt?.(() => {
    if (happened) {
      printer.status.end()
      io.exit?.(exitCodeNow(connection))
      return
    }
    happened = true
    if (connection.progress.sending.size) {
      printer.warn(
        'Stopping as soon as the answer to what was just sent is here. Ctrl-C again ends at once: then nobody knows ' +
          'whether it is paid.',
        'yellow',
      )
    }
    void connection.close().finally(() => controller.abort())
  })
  return {
    signal: controller.signal,
    get happened() {
      return happened
    },
    end: () => end?.(),
  }
}

function exitCodeNow({ progress }: Connection): ExitCode {
  if (progress.sending.size) return exitCodes.unknownSubmit
  return progress.hasTask ? exitCodes.pending : exitCodes.interrupted
}
