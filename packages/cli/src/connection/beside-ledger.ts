import { readFile, rename, writeFile } from 'node:fs/promises'

/** What was learned and lies beside a ledger, as JSON; nothing where there is none yet, or it is damaged. */
export async function readBeside(ledgerFile: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(fileOf(ledgerFile, name), 'utf8'))
  } catch {
    return undefined
  }
}

/** Keeps it for the next process. It is a hint: that it cannot be written stops nothing. */
export async function keepBeside(ledgerFile: string, name: string, learned: object): Promise<void> {
  const file = fileOf(ledgerFile, name)
  const fresh = `${file}.${process.pid}`
  try {
    await writeFile(fresh, JSON.stringify(learned), { mode: 0o600 })
    await rename(fresh, file)
  } catch {
    // It is learned anew.
  }
}

const fileOf = (ledgerFile: string, name: string): string => `${ledgerFile}-${name}.json`
