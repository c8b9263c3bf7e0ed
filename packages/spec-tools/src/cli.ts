#!/usr/bin/env node
import type { Command } from './command.ts'
import { bundle } from './commands/bundle.ts'
import { lint } from './commands/lint.ts'
import { types } from './commands/types.ts'
import { SpecError } from './spec-error.ts'

const commands: Readonly<Record<string, Command>> = {
  bundle,
  lint,
  types,
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined

if (command) {
  try {
    process.exitCode = await command.run(args)
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
} else {
  const words = Object.entries(commands).map(([word, { summary }]) => `  ${word.padEnd(10)}${summary}`)
  console.error(['spec-tools <command>', '', ...words].join('\n'))
  process.exitCode = 2
}
