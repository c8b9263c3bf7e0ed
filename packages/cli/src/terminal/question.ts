import type { Io } from './io.ts'

/** Whether a person can be asked. */
export function canAsk({ stdin, stderr }: Io): boolean {
  return stdin.isTTY === true && stderr.isTTY === true
}

/** Asks a person; a no is what Ctrl-C says, too. Only where `canAsk`. */
export async function ask({ stdin, stderr }: Io, message: string): Promise<boolean> {
  const { confirm } = await import('@clack/prompts')
  const answer = await confirm({ message, initialValue: false, input: stdin, output: stderr })
  return answer === true
}
