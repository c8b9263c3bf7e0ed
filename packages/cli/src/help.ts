import type { Command, Help } from 'commander'

/** What the help of a command says below its options. */
const examples = new WeakMap<Command, readonly string[]>()

/** Gives the help of a command examples: lines of a shell. */
export function addExamples(command: Command, ...lines: readonly string[]): Command {
  examples.set(command, lines)
  return command
}

/** The help of the program: on one screen of 24 lines, the names of the common options among them. */
export function formatHelp(command: Command, helper: Help): string {
  if (command.parent) return helpOfCommand(command, helper)
  const commands = helper.visibleCommands(command)
  const width = Math.max(...commands.map((each) => termOf(each).length))
  const options = helper.visibleOptions(command).map(({ long }) => long)
  return `${[
    `apikley: ${command.description()}`,
    '',
    ...commands.map((each) => `  ${termOf(each).padEnd(width)}  ${each.summary()}`),
    '',
    ...wrap(`Options of every command: ${options.join(' ')}`, 78),
    'Options and examples of one: apikley <command> --help',
    'Try it for nothing: apikley mock, then --base-url http://127.0.0.1:4010',
  ].join('\n')}\n`
}

function termOf(command: Command): string {
  return `${command.name()} ${command.usage().replace('[options] ', '').replace('[options]', '')}`.trim()
}

function helpOfCommand(command: Command, helper: Help): string {
  const options = helper.visibleOptions(command)
  const globals = helper.visibleGlobalOptions(command).filter(({ long }) => long !== '--version')
  const width = Math.max(...[...options, ...globals].map(({ flags }) => flags.length))
  const list = (all: typeof options): string[] =>
    all.map(({ flags, description }) => `  ${flags.padEnd(width)}  ${description}`)
  const own = [
    `Usage: ${helper.commandUsage(command)}`,
    '',
    ...wrap(command.description(), 78),
    '',
    ...list(options),
  ]
  const shown = (examples.get(command) ?? []).map((line) => `  ${line}`)
  const after = shown.length ? ['', ...shown] : []
  const rest = ['', 'Options of every command:', ...list(globals)]
  const isShort = own.length + after.length + rest.length <= 24
  const further = isShort ? rest : [`  ${'…'.padEnd(width)}  options of every command: apikley --help`]
  return `${[...own, ...further, ...after].join('\n')}\n`
}

function wrap(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}
