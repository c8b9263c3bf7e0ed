import { Command, Option } from 'commander'
import type { AddCommand } from './add-command.ts'
import { addBatch } from './commands/batch.ts'
import { addCompletion } from './commands/completion.ts'
import { addCredits } from './commands/credits.ts'
import { addDoctor } from './commands/doctor.ts'
import { addSave, addUpload } from './commands/files.ts'
import { addHelp } from './commands/help.ts'
import { addMcp } from './commands/mcp.ts'
import { addMock } from './commands/mock.ts'
import { addModels } from './commands/models.ts'
import { addForget, addRecover, addSettle } from './commands/orders.ts'
import { addRun } from './commands/run.ts'
import { addTasks } from './commands/tasks.ts'
import { addWait } from './commands/wait.ts'
import { formatHelp } from './help.ts'
import { span } from './options.ts'
import type { Io } from './terminal/io.ts'
import { version } from './version.ts'

/** In the order of the help. */
const commands: readonly AddCommand[] = [
  addRun,
  addBatch,
  addWait,
  addTasks,
  addRecover,
  addSettle,
  addForget,
  addSave,
  addUpload,
  addModels,
  addCredits,
  addMock,
  addMcp,
  addDoctor,
  addCompletion,
  addHelp,
]

/** The whole command line: its commands, and the options that all of them take. */
export function createProgram(io: Io, exit: Parameters<AddCommand>[2]): Command {
  const program = new Command('apikley')
    .description('AI videos and images through the Apikley API, never paid twice.')
    .version(version)
    .helpCommand(false)
    .helpOption('-h, --help', 'this')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(`apikley: ${withoutValue(text)}`),
      getOutHelpWidth: () => Math.max(60, io.stdout.columns ?? 80),
      getErrHelpWidth: () => Math.max(60, io.stderr.columns ?? 80),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showSuggestionAfterError()
    .option('--base-url <url>', 'another API, such as a mock (or APIKLEY_BASE_URL)')
    .option('--key-file <file>', 'the API key from a file, or - for stdin')
    .option('--ledger <file>', 'another ledger than the one of the base URL')
    .option('--request-timeout <time>', 'how long one request may take (60s)', span)
    .addOption(
      new Option('--output <format>', 'json: one document; ndjson: a line each').choices([
        'text',
        'json',
        'ndjson',
      ]),
    )
    .option('--json', 'the same as --output json')
    .option('-q, --quiet', 'say nothing on stderr but warnings and errors')
  program.configureHelp({ formatHelp, showGlobalOptions: true })
  for (const add of commands) add(program, io, exit)
  settle(program)
  return program
}

/** An error of commander's. What stands behind an option that is not known, or is too much, may be anything, also a key. */
export function withoutValue(error: string): string {
  return error
    .replace(/^error: /, '')
    .replace(/^(unknown option '-[^=']*)=[^]*?'/, "$1'")
    .replace(/^(too many arguments [^]*? but got \d+): [^]*$/, '$1.')
}

/** Makes the commands below one behave as it does. */
function settle(command: Command): void {
  for (const each of command.commands) {
    each.helpCommand(false).copyInheritedSettings(command).exitOverride()
    // The mock has a help of its own.
    if (each.name() === 'mock') each.helpOption(false)
    settle(each)
  }
}
