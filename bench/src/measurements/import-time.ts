import { spawnSync } from 'node:child_process'
import { ours, peers } from '../peers.ts'
import type { Measurement, Row } from '../results.ts'
import { median, round } from '../statistics.ts'

const rounds = 21

/** What importing a package adds to the start of a process, over an empty program started right before it. */
export function importTime(): Measurement {
  const names = [ours, ...peers].map(({ name }) => name)
  const goals = [{ of: ours.name, limit: 'at most', value: 6 }] as const
  return { title: 'Cold import', ...importMethod, goals, rows: importTimes(names) }
}

/** How it is measured. */
export const importMethod = {
  unit: 'ms over an empty program',
  method: `Whole processes of Node, ${rounds} pairs each after one warm-up, median of the differences.`,
}

/** The same figure of any packages. */
export function importTimes(names: readonly string[]): Row[] {
  const added = new Map<string, number[]>(names.map((name) => [name, []]))
  for (const name of names) start(`import '${name}'`)
  for (let count = 0; count < rounds; count++) {
    for (const [name, times] of added) {
      const empty = start('')
      times.push(start(`import '${name}'`) - empty)
    }
  }
  return [...added].map(([name, times]) => ({ name, value: round(median(times), 1) }))
}

function start(program: string): number {
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  const elapsed = performance.now() - started
  if (status !== 0) throw new Error(`Could not run: ${program}\n${stderr}`)
  return elapsed
}
