import type { CallbackHandler, CallbackHandlerOptions, CallbackOptions, Ledger, Task } from '@apikley/client'
import { nodeHandler } from '@apikley/client/node'
import { once } from 'node:events'
import { createHmac } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { type Mock, onTestFinished, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import type { ScriptedServer } from '../server.ts'
import { key, setUp } from '../set-up.ts'
import { taskId } from '../tasks/records.ts'

export const secret = 'fake-webhook-secret'

/** A task as `onTask` was told of it. */
export interface Told {
  readonly taskId: string
  readonly state: Task['state']
  readonly key: string | undefined
}

interface Sent {
  readonly body?: string
  readonly headers?: Record<string, string>
  readonly query?: string
  readonly method?: string
}

/** The API, a client, and its handler at a real address. */
export interface Receiving {
  readonly server: ScriptedServer
  readonly clock: FakeClock
  readonly apikley: Awaited<ReturnType<typeof setUp>>['apikley']
  readonly handler: CallbackHandler
  readonly told: Told[]
  /** Everything that was logged, as text. */
  readonly logged: () => string
  readonly url: string
  /** Posts what the API would post, and answers the HTTP status. */
  readonly post: (sent?: Sent) => Promise<number>
}

export async function receiving({
  server: started,
  ledger,
  callbacks,
  clock = new FakeClock(),
  handler: options = {},
}: {
  server?: ScriptedServer | undefined
  ledger?: Ledger
  callbacks?: CallbackOptions
  clock?: FakeClock
  handler?: CallbackHandlerOptions
} = {}): Promise<Receiving> {
  const lines: unknown[][] = []
  const write = (...line: unknown[]): void => void lines.push(line)
  const logger = { debug: write, info: write, warn: write, error: write }
  const { server, apikley } = await setUp({
    ...(started && { server: started }),
    clock,
    logger,
    ledger,
    callbacks,
  })
  const told: Told[] = []
  const handler = apikley.callbacks.handler({
    onTask: (task, about) => told.push({ taskId: task.taskId, state: task.state, key: about.key }),
    ...options,
  })
  const url = await serve(nodeHandler(handler))
  return {
    server,
    clock,
    apikley,
    handler,
    told,
    logged: () => JSON.stringify(lines),
    url,
    post: async ({ query = '', body = bodyOf(), ...sent } = {}) => {
      const init = { method: 'POST', ...sent }
      const response = await fetch(url + query, init.method === 'GET' ? init : { ...init, body })
      const text = await response.text()
      if (text.includes(key) || text.includes(secret)) throw new Error(`The answer tells a secret: ${text}`)
      return response.status
    },
  }
}

/** Serves as long as the test lasts. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  return `http://127.0.0.1:${address instanceof Object ? address.port : 0}/hook`
}

/** A promise that is resolved by hand. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

/** An `onTask` that is at it from `begun` on, until `done` is opened. */
export function heldTask(): {
  readonly onTask: Mock<() => Promise<void>>
  readonly begun: ReturnType<typeof gate>
  readonly done: ReturnType<typeof gate>
} {
  const [begun, done] = [gate(), gate()]
  const onTask = vi.fn<() => Promise<void>>(() => {
    begun.open()
    return done.opened
  })
  return { onTask, begun, done }
}

/** A callback's body in the shape of the documents. */
export const bodyOf = (id: string = taskId, more: object = {}): string =>
  JSON.stringify({
    code: 200,
    msg: 'success',
    data: { taskId: id, state: 'success', resultJson: null },
    ...more,
  })

/** The headers of a signature, made as the documents say. */
export function signed(
  atMs: number,
  id: string = taskId,
  hmacKey: string = secret,
): { 'x-webhook-timestamp': string; 'x-webhook-signature': string } {
  return signedAt(String(Math.floor(atMs / 1_000)), id, hmacKey)
}

/** The same with the time as it is written. */
export function signedAt(
  timestamp: string,
  id: string = taskId,
  hmacKey: string = secret,
): { 'x-webhook-timestamp': string; 'x-webhook-signature': string } {
  const signature = createHmac('sha256', hmacKey).update(`${id}.${timestamp}`).digest('base64')
  return { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature }
}
