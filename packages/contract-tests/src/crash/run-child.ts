import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Orders, Report } from './orders.ts'
import type { Seam } from './seams.ts'

/** How a process has ended: by itself, or at the seam at which it died. */
export type Ended = Report | { readonly died: Seam }

/** Runs a process to its end. */
export type RunChild = (orders: Orders) => Promise<Ended>

/** Builds the program into a folder, as one file: hundreds of processes start from it. */
export async function buildChild(folder: string): Promise<RunChild> {
  const outfile = join(folder, 'child.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('child.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@apikley/source'],
  })
  return async (orders) => {
    const child = spawn(process.execPath, [outfile, JSON.stringify(orders)], { timeout: 60_000 })
    const [stdout, stderr, [code, signal]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit') as Promise<[number | null, string | null]>,
    ])
    const ended = (stdout === '' ? {} : JSON.parse(stdout)) as Ended
    const isExpected = 'died' in ended ? signal === 'SIGKILL' : 'seams' in ended && code === 0
    if (!isExpected || stderr) throw new Error(`A child ended with ${code ?? signal}:\n${stdout}\n${stderr}`)
    return ended
  }
}
