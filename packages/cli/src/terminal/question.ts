import type { Io } from './io.ts'

/** Whether a person can be asked. */
export function canAsk({ stdin, stderr }: Io): boolean {
  return stdin.isTTY === true && stderr.isTTY === true
}

/** Asks a person; nothing on Ctrl-C. Only where `canAsk`. */
export async function ask({ stdin, stderr }: Io, message: string): Promise<boolean | undefined> {
  const { confirm, isCancel } = await import('@clack/prompts')
  const answer = await confirm({ message, initialValue: false, input: stdin, output: stderr })
  return isCancel(answer) ? undefined : answer
}
