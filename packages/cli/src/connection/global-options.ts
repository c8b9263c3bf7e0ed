import type { Command } from 'commander'
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
