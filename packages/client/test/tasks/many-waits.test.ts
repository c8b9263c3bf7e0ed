import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const program = fileURLToPath(new URL('programs/count-operations.ts', import.meta.url))

/** How often blocks of code were entered to begin so many waits, and to end them. */
async function operations(waits: number): Promise<{ begun: number; ended: number }> {
  const args = ['--conditions=@apikley/source', program, String(waits)]
  // Of code that comes from the cache the engine does not count all blocks.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' }
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  return JSON.parse(stdout) as { begun: number; ended: number }
}

it('eight times as many waits take about eight times as many operations', async () => {
  const [few, many] = await Promise.all([operations(500), operations(4_000)])
  // Beyond eight there is room for the logarithm of a heap; what looks through all waits for each takes 64.
  expect(many.begun / few.begun).toBeLessThan(10)
  expect(many.ended / few.ended).toBeLessThan(14)
})
