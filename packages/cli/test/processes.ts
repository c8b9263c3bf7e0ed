import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { main } from './build.ts'
import type { Ran } from './set-up.ts'

/** A command line in a process of its own. */
export interface Running {
  readonly process: ChildProcess
  /** What it has written so far. */
  readonly written: { stdout: string; stderr: string }
  /** Resolves when stderr or stdout has this. */
  readonly says: (what: RegExp) => Promise<void>
  readonly ended: Promise<Ran & { readonly signal: string | null }>
}

export interface ProcessOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly nodeOptions?: readonly string[]
  readonly stdin?: 'ignore' | 'pipe'
}

/** Runs the program as users run it. */
export function start(words: readonly string[], options: ProcessOptions): Running {
  const { cwd, env, nodeOptions = [], stdin = 'ignore' } = options
  const child = spawn(process.execPath, ['--conditions=@apikley/source', ...nodeOptions, main, ...words], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: [stdin, 'pipe', 'pipe'],
  })
  const written = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      written[name] += text
      for (const listener of listeners) listener()
    })
  }
  const says = (what: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (what.test(written.stdout) || what.test(written.stderr)) resolve()
      }
      listeners.add(look)
      look()
      child.once('close', () =>
        reject(new Error(`It ended without ${what}: ${written.stdout}${written.stderr}`)),
      )
    })
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({
    ...written,
    code: code as number,
    signal: signal as string | null,
  }))
  return { process: child, written, says, ended }
}

/** Puts the program into a folder for `PATH`, as an installation does. Answers that folder. */
export async function installProgram(folder: string): Promise<string> {
  const bin = join(folder, 'bin')
  await mkdir(bin)
  const text = `#!/bin/sh\nexec '${process.execPath}' --conditions=@apikley/source '${main}' "$@"\n`
  await writeFile(join(bin, 'apikley'), text)
  await chmod(join(bin, 'apikley'), 0o755)
  return bin
}
