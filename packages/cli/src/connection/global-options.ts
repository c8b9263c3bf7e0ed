import type { Command } from 'commander'
import { UsageError } from '../command-error.ts'
import type { Format } from '../terminal/printer.ts'

/** What every command takes, before or after its name. */
export interface GlobalOptions {
  readonly baseUrl?: string
  readonly keyFile?: string
  readonly ledger?: string
  readonly requestTimeout?: number
  readonly output?: Format
  readonly json?: boolean
  readonly quiet?: boolean
}

export function globalOptions(command: Command): GlobalOptions {
  return command.optsWithGlobals()
}

export function formatOf({ output, json }: GlobalOptions): Format {
  return output ?? (json ? 'json' : 'text')
}

/** Stdin can be read once: for the key, or for what is to be done. */
export function refuseTwoReaders({ keyFile }: GlobalOptions, file: string | undefined): void {
  if (keyFile !== '-' || file !== '-') return
  throw new UsageError(
    'Stdin cannot hold the key and something else. Nothing was sent.',
    'Put one of them into a file.',
  )
}
