import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { programOf } from '../programs.ts'
import { adminHeaders } from './mock.ts'

/** The program, built. */
export const cli: string = programOf('cli')

/** A line of its log. */
export type Line = Record<string, unknown> & { type: string }

/** `apikley-mock --json` in a process of its own. */
export interface Program {
  url: string
  /** What it has printed so far. */
  lines: readonly Line[]
  /** Asks the admin API. */
  admin(target: string, body?: unknown): Promise<unknown>
  /** Ends it at once, as by a crash. */
  kill(): Promise<void>
  /** Ends it as Ctrl-C does; answers its exit code and what it has printed. */
  stop(): Promise<{ code: number | null; stderr: string; lines: readonly Line[] }>
}

/** Starts it on a free port. */
export async function useProgram(...args: string[]): Promise<Program> {
  const child = spawn(process.execPath, [cli, '--json', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: Line[] = []
  const stderr = text(child.stderr)
  const output = createInterface(child.stdout)
  const ended = Promise.all([once(child, 'exit'), once(output, 'close')])
  const listening = new Promise<Line>((resolve) => {
    output.on('line', (line) => {
      lines.push(JSON.parse(line))
      if (lines.length === 1) resolve(lines[0] as Line)
    })
  })
  const { url } = (await Promise.race([
    listening,
    ended.then(async () => Promise.reject(new Error(await stderr))),
  ])) as Line & { url: string }
  return {
    url,
    lines,
    async admin(target, body) {
      const [method = '', path = ''] = target.split(' ')
      const sent = {
        method,
        headers: adminHeaders,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }
      return (await fetch(url + path, sent)).json()
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      child.kill('SIGINT')
      const [[code]] = await ended
      return { code: code as number | null, stderr: await stderr, lines }
    },
  }
}
