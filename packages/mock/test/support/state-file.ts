import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The path of a state file that does not exist yet, in a folder that lives as long as the test. */
export async function useStatePath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'apikley-state-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'state.jsonl')
}
