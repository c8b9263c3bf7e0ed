import type { LearnedDurations } from '@apikley/client'
import { keepBeside, readBeside } from './beside-ledger.ts'

/** How long tasks have taken, for the next process. */
export async function readDurations(ledgerFile: string): Promise<LearnedDurations | undefined> {
  const known = (await readBeside(ledgerFile, 'durations')) as LearnedDurations | undefined
  try {
    const isSound = Object.values(known ?? {}).every(({ medianMs, seen }) => medianMs > 0 && seen > 0)
    return isSound ? known : undefined
  } catch {
    return undefined
  }
}

export async function keepDurations(ledgerFile: string, learned: LearnedDurations): Promise<void> {
  if (Object.keys(learned).length) await keepBeside(ledgerFile, 'durations', learned)
}
