import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { originOf } from './access/page-origin.ts'
import { checkOptions } from './check-options.ts'
import { contractOf } from './contract/contract.ts'
import type { Node } from './contract/document.ts'
import { withModels } from './contract/with-models.ts'
import { controlsOf } from './controls.ts'
import { completeFault } from './faults/validate-fault.ts'
import { createListener } from './listener.ts'
import { messageOf } from './message.ts'
import type { Mock, MockOptions } from './options.ts'
import { createRuntime, type Runtime } from './runtime.ts'
import { readScenario } from './scenario/read-scenario.ts'
import { createIdentity } from './tls/certificate.ts'
import { hostsOf } from './tls/hosts.ts'

/** Starts a mock of the API that the OpenAPI document describes. */
export async function startMockOf(document: Node, given: MockOptions = {}): Promise<Mock> {
  checkOptions(given)
  const scenario = given.scenario === undefined ? undefined : await readScenario(given.scenario)
  const seed = given.seed ?? scenario?.seed
  const options = { ...given, ...(seed !== undefined && { seed }) }
  const { port = 0, host = '127.0.0.1' } = options
  const stop = new AbortController()
  const contract = contractOf(withModels(document, options.models ?? []))
  const settings = {
    apiKey: options.apiKey,
    errors: options.errors ?? 'envelope',
    anyModel: options.anyModel ?? false,
  }
  const identity = options.tls ? createIdentity(hostsOf(host, options.allowHosts)) : undefined
  const server = identity ? createTlsServer(identity) : createServer()
  await listen(server, port, host)
  const faults = scenario?.faults.map(completeFault) ?? []
  // Only now: a state file belongs to the mock that has the port, which may be another one.
  const runtime = openRuntime(server, options, stop.signal, faults, boundTo(server).port)
  const controls = controlsOf(runtime)
  const admin = {
    context: runtime,
    controls,
    settings: {
      errors: settings.errors,
      keyed: options.apiKey !== undefined,
      callbacksSigned: options.callbackSecret !== undefined,
      seed: runtime.settings.seed,
    },
  }
  server.on(
    'request',
    createListener({
      runtime,
      contract,
      admin,
      gate: {
        host,
        allowHosts: options.allowHosts ?? [],
        cors: (options.cors ?? []).flatMap((page) => originOf(page) ?? []),
      },
      api: settings,
      page: {
        keyed: options.apiKey !== undefined,
        runs: options.clock === undefined,
        models: contract.models,
        anyModel: settings.anyModel,
      },
    }),
  )
  // Of a connection that could not be taken, for one; the mock goes on.
  server.on('error', (error) => runtime.emit({ type: 'defect', error }))

  let closed: Promise<void> | undefined
  const close = () => {
    stop.abort()
    closed ??= new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
    return closed
  }
  return {
    url: urlOf(server, host, identity ? 'https' : 'http'),
    ...(identity && { certificate: identity.cert }),
    ...controls,
    close,
    [Symbol.asyncDispose]: close,
  }
}

// A state file that cannot be read ends the start; a server left listening would keep the process alive.
function openRuntime(server: Server, ...of: Parameters<typeof createRuntime>): Runtime {
  try {
    return createRuntime(...of)
  } catch (error) {
    server.close()
    throw error
  }
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new Error(`The mock cannot listen on ${host}, port ${port}: ${reasonOf(error)}`, { cause: error })
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return 'another program has this port. Take another port, or 0 for a free one.'
  if (code === 'EACCES') return 'this port needs more rights. Take one above 1023, or 0 for a free one.'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address.'
  return messageOf(error)
}

function boundTo(server: Server): AddressInfo {
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The mock listens on no port.')
  return bound
}

function urlOf(server: Server, host: string, scheme: 'http' | 'https'): string {
  const bound = boundTo(server)
  // A mock that listens on every address is reached, from the same machine, by loopback.
  const everywhere = bound.address === '0.0.0.0' || bound.address === '::'
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `${scheme}://${name}:${bound.port}`
}
