import type { Command } from './command.ts'
import { rootIn } from './commands/root.ts'
import { SpecError } from './spec-error.ts'
import { printError, printProblems } from './text/print.ts'
import { finishInterrupted } from './writing/log.ts'

/** Each is loaded when it is asked for: some bring a compiler with them. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  bundle: async () => (await import('./commands/bundle.ts')).bundle,
  diff: async () => (await import('./commands/diff.ts')).diff,
  import: async () => (await import('./commands/import.ts')).importPages,
  lint: async () => (await import('./commands/lint.ts')).lint,
  plan: async () => (await import('./commands/plan.ts')).plan,
  released: async () => (await import('./commands/released.ts')).released,
  types: async () => (await import('./commands/types.ts')).types,
  upgrade: async () => (await import('./commands/upgrade.ts')).upgradeCommand,
}

/** Runs the command that the first word names, or lists all of them, and answers the exit code. */
export async function runCommand([name = '', ...args]: readonly string[]): Promise<number> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    const words = Object.entries(commands).map(
      async ([word, loadIt]) => `  ${word.padEnd(10)}${(await loadIt()).summary}`,
    )
    printError(['spec-tools <command>', '', ...(await Promise.all(words))].join('\n'))
    return 2
  }
  try {
    const finished = await finishInterrupted(rootIn(args))
    if (finished !== undefined) printError(finished)
    const command = await load()
    return await command.run(args)
  } catch (error) {
    if (error instanceof SpecError) printProblems(error.problems)
    // A mistake of ours; its message may hold words of a page all the same.
    else printError(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 1
  }
}
