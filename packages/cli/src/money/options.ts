import { type Command, InvalidArgumentError } from 'commander'

/** Adds what every command takes that can spend money. `standard`: the limit where none is given, in a word. */
export function addMoneyOptions(command: Command, standard: string): Command {
  return command
    .option('--max-credits <n>', `ask above so many (${standard}, or APIKLEY_MAX_CREDITS)`, credits)
    .option('-y, --yes', 'spend without asking')
    .option('--dry-run', 'check, say what it would cost, send nothing')
}

/** An amount of credits, from 0 on. */
export function credits(text: string): number {
  const number = Number(text)
  if (text.trim() && number >= 0 && number < Infinity) return number
  throw new InvalidArgumentError('It must be a number of credits.')
}
