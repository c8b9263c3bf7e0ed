import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@apikley/repo-tools/free-port'

/** Where Debian's package has it. */
const program = '/usr/sbin/pgbouncer'

export const hasPgbouncer: boolean = existsSync(program)

export interface Pgbouncer {
  readonly url: string
  close(): Promise<void>
}

/** A real pooler in transaction mode, with fewer connections to the server than it has clients. */
export async function startPgbouncer(database: string): Promise<Pgbouncer> {
  const { hostname, port, username, pathname } = new URL(database)
  const folder = await mkdtemp(path.join(tmpdir(), 'apikley-pgbouncer-'))
  const ownPort = await freePort()
  const users = path.join(folder, 'users.txt')
  const settings = path.join(folder, 'pgbouncer.ini')
  await writeFile(users, `"${username}" ""\n`)
  await writeFile(
    settings,
    `[databases]
${pathname.slice(1)} = host=${hostname} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${ownPort}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = transaction
default_pool_size = 5
max_client_conn = 200
`,
  )
  // It refuses to run as root.
  const nobody = 65_534
  const isRoot = process.getuid?.() === 0
  if (isRoot) await chown(folder, nobody, nobody)
  const user = isRoot ? { uid: nobody, gid: nobody } : {}
  const child: ChildProcess = spawn(program, [settings], { ...user, stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`PgBouncer has not started:\n${log}`)))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text
      if (log.includes('process up')) resolve()
    })
  })
  const url = new URL(database)
  url.port = `${ownPort}`
  return {
    url: url.href,
    async close() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true })
    },
  }
}
