import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

export interface Ended {
  code: number | null
  /** Standard output and standard error, as they came. */
  output: string
}

/** Starts one of the sample apps, by its path in `src`, as a process of its own, as a person would. */
export function startApp(app: string, args: string[], cwd: string, env: Record<string, string> = {}) {
  const program = path.resolve(import.meta.dirname, '../src', app)
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const watchers = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      for (const watcher of watchers) watcher()
    })
  }
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, output }))

  return {
    ended,
    interrupt: (): boolean => child.kill('SIGINT'),
    /** The first group of `pattern`, as soon as it was printed. */
    printed: (pattern: RegExp): Promise<string> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(output)?.[1]
          if (found === undefined) return
          watchers.delete(look)
          resolve(found)
        }
        watchers.add(look)
        look()
        void ended.then(() => reject(new Error(`Ended without printing ${pattern}:\n${output}`)))
      }),
  }
}

export const startQuickstart = (args: string[], cwd: string, env?: Record<string, string>) =>
  startApp('main.ts', args, cwd, env)

export async function runQuickstart(
  args: string[],
  cwd: string,
  env?: Record<string, string>,
): Promise<Ended> {
  return startQuickstart(args, cwd, env).ended
}
