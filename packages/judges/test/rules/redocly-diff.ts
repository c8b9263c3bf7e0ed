import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { fileOf } from './cases.ts'

const program = fileURLToPath(new URL('redocly-program.ts', import.meta.url))
const config = fileURLToPath(new URL('../cases/redocly.yaml', import.meta.url))
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }

/** The bump that `redocly diff` asks for, by case. */
export async function redoclyBumps(cases: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'second-opinion-'))
  try {
    const reportOf = (name: string) => path.join(folder, `${name}.json`)
    const commands = cases.map((name) => {
      const files = ['before.yaml', 'after.yaml'].map((file) => fileURLToPath(fileOf(name, file)))
      const options = ['--config', config, '--format', 'json', '--fail-on', 'none']
      return ['diff', ...files, ...options, '--output', reportOf(name)]
    })
    await promisify(execFile)(process.execPath, [program, JSON.stringify(commands)], { env })
    return new Map(cases.map((name) => [name, bumpIn(reportOf(name))]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function bumpIn(file: string): string {
  const report: { bump: string } = JSON.parse(readFileSync(file, 'utf8'))
  return report.bump
}
