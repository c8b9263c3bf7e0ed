import type { Command } from 'commander'
import type { AddCommand } from './add-command.ts'
import { formatOf, globalOptions, type GlobalOptions } from './connection/global-options.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Io } from './terminal/io.ts'
import type { Printer } from './terminal/printer.ts'

/** What a command works with. */
export interface Session<Options> {
  readonly io: Io
  readonly printer: Printer
  /** Those of the command, and the global ones. */
  readonly options: Options & GlobalOptions
}

/**
 * What commander calls: makes the session, runs the work, and tells of its errors. The work is loaded by `load`, with
 * all that it needs, when the command runs.
 */
export function action<Options, Arguments extends readonly unknown[]>(
  [io, exit]: Readonly<[Parameters<AddCommand>[1], Parameters<AddCommand>[2]]>,
  load: () => Promise<(session: Session<Options>, ...words: Arguments) => Promise<ExitCode>>,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command
    const words = given.slice(0, -2) as unknown as Arguments
    const options = command.optsWithGlobals<Options & GlobalOptions>()
    const { createPrinter } = await import('./terminal/printer.ts')
    const printer = createPrinter(io, formatOf(globalOptions(command)), options.quiet)
    try {
      const work = await load()
      exit(await work({ io, printer, options }, ...words))
    } catch (error) {
      const { report } = await import('./errors/report.ts')
      exit(report(printer, error))
    } finally {
      printer.status.end()
    }
  }
}
