import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The repository that the measurements belong to. */
export const home = path.resolve(import.meta.dirname, '../../..')

// The tools that make an upgrade are no package that anybody installs: they are started where they lie.
const specTools = path.join(home, 'packages/spec-tools')
const installed = createRequire(path.join(specTools, 'package.json'))
const beside = createRequire(path.join(home, 'packages/judges/package.json'))

/** Command-line programs, by what they are called in the results. */
export const programs = {
  spec: path.join(specTools, 'src/cli.ts'),
  redocly: beside.resolve('@redocly/cli/bin/cli.js'),
  openapiTypescript: path.join(
    path.dirname(installed.resolve('openapi-typescript/package.json')),
    'bin/cli.js',
  ),
  tsc: path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc'),
} as const

export interface Run {
  /** From the start of the process to its end. */
  ms: number
  output: string
}

const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }

/** Runs a program in a process of its own. @throws Error with what it said, when it fails. */
export function run(program: keyof typeof programs, args: readonly string[], cwd = home): Run {
  const began = performance.now()
  const options = { cwd, env, encoding: 'utf8', maxBuffer: 1e9 } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [programs[program], ...args], options)
  const ms = performance.now() - began
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr || stdout}`)
  return { ms, output: stdout }
}
