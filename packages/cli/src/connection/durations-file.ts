import type { LearnedDurations } from '@apikley/client'
import { readFile, rename, writeFile } from 'node:fs/promises'

/** Beside a ledger: how long tasks have taken, for the next process. */
const fileOf = (ledgerFile: string): string => `${ledgerFile}-durations.json`

export async function readDurations(ledgerFile: string): Promise<LearnedDurations | undefined> {
  try {
    const known: LearnedDurations = JSON.parse(await readFile(fileOf(ledgerFile), 'utf8'))
    const isSound = Object.values(known).every(({ medianMs, seen }) => medianMs > 0 && seen > 0)
    return isSound ? known : undefined
  } catch {
    // None yet, or damaged: they are learned anew.
    return undefined
  }
}

export async function keepDurations(ledgerFile: string, learned: LearnedDurations): Promise<void> {
  if (!Object.keys(learned).length) return
  const file = fileOf(ledgerFile)
  const beside = `${file}.${process.pid}`
  try {
    await writeFile(beside, JSON.stringify(learned), { mode: 0o600 })
    await rename(beside, file)
  } catch {
    // A hint that is lost costs some polls.
  }
}
