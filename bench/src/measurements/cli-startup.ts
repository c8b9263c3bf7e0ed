import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startMockCli } from '../mock/servers.ts'
import type { Measurement } from '../results.ts'
import { median, round } from '../statistics.ts'

const rounds = 21
const program = createRequire(import.meta.url).resolve('@apikley/cli/package.json')
const main = path.join(path.dirname(program), 'dist/main.js')
const bare = 'node without a program'

/** Whole processes of the built command line, and of Node alone, in turn. */
export async function cliStartup(): Promise<Measurement[]> {
  const home = mkdtempSync(path.join(tmpdir(), 'apikley-bench-'))
  const mock = await startMockCli()
  const env = {
    ...process.env,
    APIKLEY_API_KEY: 'fake',
    APIKLEY_BASE_URL: `http://127.0.0.1:${mock.port}`,
    XDG_STATE_HOME: home,
  }
  try {
    const times = new Map<string, number[]>(
      [bare, 'apikley --help', 'apikley credits'].map((name) => [name, []]),
    )
    // The first of each fills the compile cache.
    for (let count = 0; count <= rounds; count++) {
      for (const [name, all] of times) {
        const args = name === bare ? ['--eval', ''] : [main, ...name.split(' ').slice(1)]
        const began = performance.now()
        const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
        const elapsed = performance.now() - began
        if (status !== 0) throw new Error(`Could not run ${name}: ${stderr}`)
        if (count > 0) all.push(elapsed)
      }
    }
    return [
      {
        title: 'Start of the command line',
        unit: 'ms',
        method: `Whole processes of Node, ${rounds} of each in turn after one warm-up, median; credits asks a mock in another process.`,
        goals: [...times.keys()]
          .filter((name) => name !== bare)
          .map((of) => ({ of, limit: 'at most', value: 250 })),
        rows: [...times].map(([name, all]) => ({ name, value: round(median(all), 0) })),
      },
    ]
  } finally {
    await mock.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
