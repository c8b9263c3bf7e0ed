import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@apikley/repo-tools/free-port'
import { documentWith } from './models.ts'

/** A server in a process of its own. */
export interface RunningServer {
  port: number
  child: ChildProcess
  stop(): Promise<void>
}

/** The names under which the servers stand in the results. */
export const names = {
  mock: '@apikley/mock',
  prismCli: '@stoplight/prism-cli',
  prismLibrary: '@stoplight/prism-http behind node:http',
  timer: 'setTimeout behind node:http',
} as const

/** The mock from its sources, with this many models. */
export function startMockServer(models: number): Promise<RunningServer> {
  // A collection before memory is read, so that garbage is not taken for growth.
  return forkServer('mock-server.ts', models, ['--conditions=@apikley/source', '--expose-gc'])
}

/** Prism's library behind a plain server, with this many models. */
export function startPrismLibrary(models: number): Promise<RunningServer> {
  return forkServer('prism-library-server.ts', models, [])
}

/** A plain server that answers so many milliseconds late. */
export function startTimerServer(ms: number): Promise<RunningServer> {
  return forkServer('timer-server.ts', ms, [])
}

/** A plain server of clips of so many bytes. */
export function startClipServer(bytes: number): Promise<RunningServer> {
  return forkServer('clip-server.ts', bytes, [])
}

/** Prism's command line, with this many models. */
export function startPrismCli(models: number): Promise<RunningServer> {
  const file = createRequire(import.meta.url).resolve('@stoplight/prism-cli')
  const folder = mkdtempSync(path.join(tmpdir(), 'apikley-bench-'))
  const document = path.join(folder, 'openapi.json')
  writeFileSync(document, JSON.stringify(documentWith(models)))
  return spawnServer(
    (port) => [file, 'mock', '--port', String(port), document],
    () => rmSync(folder, { recursive: true, force: true }),
  )
}

/** The mock's command line, as it is built. */
export function startMockCli(): Promise<RunningServer> {
  const file = path.join(path.dirname(createRequire(import.meta.url).resolve('@apikley/mock')), 'cli.js')
  return spawnServer((port) => [file, '--port', String(port), '--credits', '1000000'])
}

async function forkServer(file: string, argument: number, execArgv: string[]): Promise<RunningServer> {
  const child = fork(path.join(import.meta.dirname, '../servers', file), [String(argument)], { execArgv })
  const [message] = (await Promise.race([once(child, 'message'), failureOf(child)])) as [{ port: number }]
  return { port: message.port, child, stop: () => stopped(child) }
}

async function spawnServer(
  argumentsFor: (port: number) => string[],
  cleanUp = () => {},
): Promise<RunningServer> {
  const port = await freePort()
  const child = spawn(process.execPath, argumentsFor(port), { stdio: ['ignore', 'ignore', 'inherit'] })
  await Promise.race([listening(port), failureOf(child)])
  const stop = () => stopped(child).finally(cleanUp)
  return { port, child, stop }
}

/** Connects until the server listens. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1' })
    try {
      await once(socket, 'connect')
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2))
    } finally {
      socket.destroy()
    }
  }
}

async function failureOf(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null]
  throw new Error(`${child.spawnargs.join(' ')} ended with ${code} before it answered.`)
}

async function stopped(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
