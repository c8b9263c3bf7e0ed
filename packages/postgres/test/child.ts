import { type ChildProcessWithoutNullStreams, spawn, type SpawnOptions } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export interface Child {
  readonly process: ChildProcessWithoutNullStreams
  /** What it has said until now, line by line. */
  readonly lines: readonly string[]
  /** What it has said on stderr. */
  readonly problems: () => string
  /** Resolves once it has said so many lines; rejects if it ends before. */
  readonly said: (count: number) => Promise<void>
  /** Resolves when it has ended: with what code, or by what signal. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

/** A real process that runs one of the programs, killed at the end of the test if it still lives. */
export function startChild(program: string, given: readonly string[], options: SpawnOptions = {}): Child {
  return follow(fileURLToPath(new URL(`programs/${program}`, import.meta.url)), given, options)
}

export function follow(file: string, given: readonly string[], options: SpawnOptions = {}): Child {
  const words = ['--conditions=@apikley/source', file, ...given]
  const node = spawn(process.execPath, words, { ...options, stdio: 'pipe' })
  onTestFinished(() => void node.kill('SIGKILL'))
  const lines: string[] = []
  let problems = ''
  node.stderr.setEncoding('utf8').on('data', (text: string) => (problems += text))
  const heard = new EventEmitter()
  createInterface(node.stdout).on('line', (line) => {
    lines.push(line)
    heard.emit('line')
  })
  const ended = once(node, 'close').then(([code, signal]) => {
    heard.emit('error', new Error(`${file} has ended with ${code ?? signal}:\n${problems}`))
    return (code ?? signal) as number | NodeJS.Signals | null
  })
  heard.on('error', () => {})
  return {
    process: node,
    lines,
    problems: () => problems,
    async said(count) {
      while (lines.length < count) await once(heard, 'line')
    },
    ended,
  }
}
