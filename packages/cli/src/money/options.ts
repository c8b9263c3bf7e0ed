import { type Command, InvalidArgumentError } from 'commander'

/** Adds what every command takes that can spend money. */
export function addMoneyOptions(command: Command): Command {
  return command
    .option('--max-credits <n>', 'ask above so many credits (or APIKLEY_MAX_CREDITS)', credits)
    .option('-y, --yes', 'spend without asking')
    .option('--dry-run', 'check, say what it would cost, send nothing')
}

/** An amount of credits, from 0 on. */
export function credits(text: string): number {
  const number = Number(text)
  if (text.trim() && number >= 0 && number < Infinity) return number
  throw new InvalidArgumentError('It must be a number of credits.')
}
