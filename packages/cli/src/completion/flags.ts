import type { Command } from 'commander'

/** An option as completion needs it. */
export interface Flag {
  /** `--output`, and `-q` where there is a short one. */
  readonly names: readonly string[]
  /** What stands for its value in the help: `file`; nothing where it takes none. */
  readonly value: string | undefined
  /** What its value may be, where that is one of a few words. */
  readonly words: readonly string[]
  readonly description: string
}

/** The options that a command takes, also those of the commands above it. */
export async function flagsOf(command: Command): Promise<readonly Flag[]> {
  // The mock reads its own.
  if (command.name() === 'mock') {
    const { mockFlags } = await import('@apikley/mock/run-mock')
    return mockFlags.map(({ name, ...rest }) => ({ ...rest, names: [name] }))
  }
  const help = { names: ['--help'], value: undefined, words: [], description: 'what the command does' }
  const own = allOptions(command).map(({ long, short, flags, required, argChoices, description }) => ({
    names: [long, short].filter((name) => typeof name === 'string'),
    value: required ? (/<(.+)>/.exec(flags)?.[1] ?? '') : undefined,
    words: argChoices ?? [],
    description,
  }))
  return [...own, help]
}

function allOptions(command: Command): Command['options'] {
  return command.parent ? [...command.options, ...allOptions(command.parent)] : command.options
}
