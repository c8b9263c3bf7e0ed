import type { Command } from 'commander'
import { fieldNames } from '../fields/build-input.ts'
import { nodesAt } from '../fields/schema-node.ts'
import { loadModels } from '../models.ts'
import type { Io } from '../terminal/io.ts'
import { type Flag, flagsOf } from './flags.ts'
import { openOrders } from './open-orders.ts'

/** What may stand in a place. */
export interface Suggestions {
  readonly values: readonly (readonly [value: string, description: string])[]
  /** Whether files may, too. */
  readonly files?: boolean
  /** Whether a suggestion is only the beginning of a word. */
  readonly noSpace?: boolean
}

/** What may stand in the place of the last word. */
export async function suggest(io: Io, program: Command, words: readonly string[]): Promise<Suggestions> {
  const current = words.at(-1) ?? ''
  const found = await candidates(io, { ...(await walk(program, words.slice(0, -1))), current })
  return { ...found, values: found.values.filter(([value]) => value.startsWith(current)) }
}

interface Place {
  readonly command: Command
  readonly flags: readonly Flag[]
  /** The words of the command that are no options. */
  readonly positionals: readonly string[]
  /** The option that waits for its value. */
  readonly pending: Flag | undefined
  readonly current: string
}

async function walk(program: Command, words: readonly string[]): Promise<Omit<Place, 'current'>> {
  let command = program
  let flags = await flagsOf(program)
  let pending: Flag | undefined
  const positionals: string[] = []
  for (const word of words) {
    if (pending) pending = undefined
    else if (word.startsWith('-')) {
      const flag = flags.find(({ names }) => names.includes(word))
      pending = flag?.value === undefined ? undefined : flag
    } else {
      const next = positionals.length ? undefined : command.commands.find((each) => each.name() === word)
      if (next) {
        command = next
        flags = await flagsOf(next)
      } else positionals.push(word)
    }
  }
  return { command, flags, positionals, pending }
}

async function candidates(io: Io, place: Place): Promise<Suggestions> {
  const { command, flags, positionals, pending, current } = place
  if (pending) return valuesOf(io, pending)
  const [, name, begun] = /^(--[^=]+=)(.*)$/.exec(current) ?? []
  if (name !== undefined && begun !== undefined) {
    const flag = flags.find(({ names }) => names.includes(name.slice(0, -1)))
    const { values } = flag?.value === undefined ? { values: [] } : await valuesOf(io, flag)
    return { values: values.map(([value, description]) => [name + value, description]) }
  }
  if (current.startsWith('-') || command.name() === 'mock') {
    return { values: flags.map(({ names: [first = ''], description }) => [first, description]) }
  }
  if (command.commands.length && !positionals.length) {
    const shown = command.createHelp().visibleCommands(command)
    return { values: shown.map((each) => [each.name(), each.summary()]) }
  }
  const { registeredArguments } = command
  const argument = registeredArguments[Math.min(positionals.length, registeredArguments.length - 1)]
  if (argument?.argChoices) return { values: argument.argChoices.map((choice) => [choice, '']) }
  switch (argument?.name()) {
    case 'model':
    case 'models':
      return modelIds(io)
    case 'fields':
      return fieldsOf(io, positionals[0] ?? '', current)
    case 'task':
    case 'key':
      return { values: await openOrders(io, argument.name()) }
    default:
      return { values: [], files: true }
  }
}

/** What the value of an option may be. */
async function valuesOf(io: Io, { names, value = '', words }: Flag): Promise<Suggestions> {
  if (names.includes('--model')) return modelIds(io)
  return { values: words.map((word) => [word, '']), files: /file|folder|path/.test(value) }
}

async function modelIds(io: Io): Promise<Suggestions> {
  return { values: (await loadModels(io)).map(({ id, kind = '' }) => [id, kind]) }
}

/** `prompt=`, `duration=`; then, where the model has choices, `duration=5`. */
async function fieldsOf(io: Io, id: string, current: string): Promise<Suggestions> {
  const schema = (await loadModels(io)).find((model) => model.id === id)?.schema
  const [, begun] = /^([^=]+)=/.exec(current) ?? []
  if (begun === undefined) {
    const required = new Set(schema?.required)
    const names = fieldNames(schema).map(
      (name) => [`${name}=`, required.has(name) ? 'required' : ''] as const,
    )
    return { values: names, noSpace: true }
  }
  const choices = nodesAt(schema, [begun]).flatMap((node) => node.enum ?? [])
  return { values: choices.map((choice) => [`${begun}=${String(choice)}`, '']) }
}
