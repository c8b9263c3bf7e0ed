import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import path from 'node:path'

const app = path.resolve(import.meta.dirname, '..')
const next = createRequire(import.meta.url).resolve('next/dist/bin/next')

type Env = Readonly<Record<string, string>>

/** A process of the app. */
export interface AppProcess {
  /** The first match of a pattern in what it prints. Rejects if it ends without. */
  says(pattern: RegExp): Promise<string>
  /** Resolves when it has ended, with its exit code and what it has printed. */
  readonly ended: Promise<{ code: number | null; printed: string }>
  /** SIGKILL: it gets no chance to clean up. */
  kill(): Promise<void>
}

/** `next build`, as for production. */
export async function buildNext(env: Env): Promise<void> {
  const { code, printed } = await run([next, 'build'], env).ended
  if (code !== 0) throw new Error(`next build has failed:\n${printed}`)
}

/** `next start`, until it listens at the port. */
export async function startNext(port: number, env: Env): Promise<AppProcess> {
  const server = run([next, 'start', '--hostname', '127.0.0.1', '--port', String(port)], {
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ...env,
  })
  await server.says(/Ready in/)
  return server
}

/** What `pnpm run start` runs. */
export function runStart(env: Env): AppProcess {
  return run([path.join(app, 'start.ts'), 'start'], env)
}

function run(args: readonly string[], env: Env): AppProcess {
  const child = spawn(process.execPath, args, {
    cwd: app,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const watchers = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      printed += String(data)
      for (const watch of watchers) watch()
    })
  }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, printed }))
  return {
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const watch = (): void => {
          const [found] = pattern.exec(printed) ?? []
          if (found !== undefined) resolve(found)
        }
        watchers.add(watch)
        watch()
        void ended.then(() => reject(new Error(`Ended without printing ${pattern}:\n${printed}`)))
      }),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
