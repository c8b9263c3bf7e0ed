import type { Command } from 'commander'
import { fieldNames } from './fields/build-input.ts'
import { loadModels } from './models.ts'
import { suggestion } from './suggestion.ts'
import type { Io } from './terminal/io.ts'

/**
 * What is said below the error of an option that there is not: the one that was probably meant, where commander does not
 * find it, and that a field of a model is no option.
 */
export async function hintOf(
  io: Io,
  program: Command,
  words: readonly string[],
  error: string,
): Promise<string> {
  const [, name = ''] = /unknown option '-+([^=']*)/.exec(error) ?? []
  const [called = ''] = words.filter((word) => program.commands.some((command) => command.name() === word))
  const command = program.commands.find((each) => each.name() === called)
  const options = [...program.options, ...(command?.options ?? [])].flatMap(({ long }) => long ?? [])
  const option = error.includes('Did you mean') ? '' : suggestion(`--${name}`, options)
  const lines = [option && `  ${option.trim()}`]
  if (called === 'run') {
    const model = (await loadModels(io)).find(({ id }) => words.includes(id))
    const field = suggestion(name, fieldNames(model?.schema))
    lines.push(`  A field of the model is written without dashes: ${name}=…${field}`)
  }
  return [...lines.filter(Boolean), '  Nothing was sent.', ''].join('\n')
}
