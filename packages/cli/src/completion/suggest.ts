import type { Command, Option } from 'commander'
import { fieldNames } from '../fields/build-input.ts'
import { nodesAt } from '../fields/schema-node.ts'
import { loadModels } from '../models.ts'
import type { Io } from '../terminal/io.ts'
import { openOrders } from './open-orders.ts'

/** What the shell is told to do with suggestions, as its script understands it: a sum of these. */
const directives = { files: 0, noSpace: 2, noFiles: 4 } as const

export interface Suggestions {
  readonly values: readonly (readonly [value: string, description: string])[]
  readonly directive: number
}

const files: Suggestions = { values: [], directive: directives.files }

/** What may stand in the place of the last word. */
export async function suggest(io: Io, program: Command, words: readonly string[]): Promise<Suggestions> {
  const current = words.at(-1) ?? ''
  const { command, positionals, pending } = walk(program, words.slice(0, -1))
  const [values, directive] = await candidates(io, { program, command, positionals, pending, current })
  return { values: values.filter(([value]) => value.startsWith(current)), directive }
}

interface Place {
  readonly program: Command
  readonly command: Command
  /** The words of the command that are no options. */
  readonly positionals: readonly string[]
  /** The option that waits for its value. */
  readonly pending: Option | undefined
  readonly current: string
}

function walk(program: Command, words: readonly string[]): Omit<Place, 'program' | 'current'> {
  let command = program
  let pending: Option | undefined
  const positionals: string[] = []
  for (const word of words) {
    if (pending) pending = undefined
    else if (word.startsWith('-')) {
      const option = optionsOf(command).find(({ long, short }) => word === long || word === short)
      pending = option?.required ? option : undefined
    } else {
      const next = positionals.length ? undefined : command.commands.find((each) => each.name() === word)
      if (next) command = next
      else positionals.push(word)
    }
  }
  return { command, positionals, pending }
}

/** Those of the command and of all above it. */
function optionsOf(command: Command): readonly Option[] {
  return command.parent ? [...command.options, ...optionsOf(command.parent)] : command.options
}

async function candidates(io: Io, place: Place): Promise<readonly [Suggestions['values'], number]> {
  const { command, positionals, pending, current } = place
  if (pending) {
    if (pending.argChoices) return [pending.argChoices.map((choice) => [choice, '']), directives.noFiles]
    if (pending.long === '--model') return [await modelIds(io), directives.noFiles]
    return [files.values, files.directive]
  }
  if (current.startsWith('-')) {
    const options = optionsOf(command).map(
      ({ long, short, description }) => [long ?? short ?? '', description] as const,
    )
    return [[...options, ['--help', 'what the command does']], directives.noFiles]
  }
  const { commands, registeredArguments } = command
  if (commands.length && !positionals.length) {
    const shown = commands.filter(
      (each) => !each.name().startsWith('complete') || each.name() === 'completion',
    )
    return [shown.map((each) => [each.name(), each.summary()]), directives.noFiles]
  }
  const argument = registeredArguments[Math.min(positionals.length, registeredArguments.length - 1)]
  switch (argument?.name()) {
    case 'model':
      return [await modelIds(io), directives.noFiles]
    case 'fields':
      return [await fieldsOf(io, positionals[0] ?? '', current), directives.noSpace]
    case 'task':
    case 'key':
      return [await openOrders(io, argument.name()), directives.noFiles]
    default:
      return argument?.argChoices
        ? [argument.argChoices.map((choice) => [choice, '']), directives.noFiles]
        : [files.values, files.directive]
  }
}

async function modelIds(io: Io): Promise<Suggestions['values']> {
  return (await loadModels(io)).map(({ id, kind = '' }) => [id, kind])
}

/** `prompt=`, `duration=`; then, where the model has choices, `duration=5`. */
async function fieldsOf(io: Io, id: string, current: string): Promise<Suggestions['values']> {
  const schema = (await loadModels(io)).find((model) => model.id === id)?.schema
  const [, begun] = /^([^=]+)=/.exec(current) ?? []
  if (begun === undefined) {
    const required = new Set(schema?.required)
    return fieldNames(schema).map((name) => [`${name}=`, required.has(name) ? 'required' : ''])
  }
  const choices = nodesAt(schema, [begun]).flatMap((node) => node.enum ?? [])
  return choices.map((choice) => [`${begun}=${String(choice)}`, ''])
}
