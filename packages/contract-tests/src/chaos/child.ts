import { fork, type ChildProcess } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import type { ProcessMessage } from './messages.ts'

/** A process of the run, with what it has under way as far as it has told. */
export interface Child {
  readonly name: string
  readonly work: ReadonlySet<string>
  /** Whether it has said that nothing is left for it to do. */
  readonly isDone: boolean
  /** SIGKILL, now. Resolves when the process is gone. */
  kill(): Promise<void>
  /** Resolves with the first such message from now on; rejects if the process ends before. */
  next<Type extends ProcessMessage['type']>(type: Type): Promise<Extract<ProcessMessage, { type: Type }>>
}

export interface ChildOptions {
  /** The file to run, in `processes`. */
  program: 'mock' | 'worker' | 'receiver' | 'recovery'
  name: string
  setup: unknown
  /** Arguments for Node itself. */
  nodeArguments: readonly string[]
  onMessage: (message: ProcessMessage, child: Child) => void
  /** Called when the process ends by itself before it was killed, unless it has ended well. */
  onCrash: (problem: Error) => void
}

/** Starts a process of its own, which tells what happens in it. */
export function startChild({ program, name, setup, nodeArguments, onMessage, onCrash }: ChildOptions): Child {
  const file = new URL(`./processes/${program}.ts`, import.meta.url)
  const node: ChildProcess = fork(file, {
    execArgv: [...nodeArguments],
    env: { ...process.env, APIKLEY_API_KEY: 'fake-key-for-chaos-0000', CHAOS_SETUP: JSON.stringify(setup) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const messages = new EventEmitter().setMaxListeners(0)
  const work = new Set<string>()
  let stderr = ''
  let killed = false
  let done = false
  node.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  node.on('message', (message: ProcessMessage) => {
    if (message.type === 'began') work.add(message.work)
    if (message.type === 'ended') work.delete(message.work)
    if (message.type === 'done') done = true
    onMessage(message, child)
    messages.emit(message.type, message)
  })
  const end = new Promise<void>((resolve) => {
    node.once('close', (code, signal) => {
      const problem = new Error(`${name} ended with ${signal ?? code}:\n${stderr}`)
      messages.emit('error', problem)
      if (!killed && code !== 0) onCrash(problem)
      resolve()
    })
  })
  // Heard by those who wait for a message; if nobody does, the end is no error.
  messages.on('error', () => {})
  const child: Child = {
    name,
    work,
    get isDone() {
      return done
    },
    async kill() {
      killed = true
      node.kill('SIGKILL')
      await end
    },
    async next<Type extends ProcessMessage['type']>(type: Type) {
      const [message] = (await once(messages, type)) as [Extract<ProcessMessage, { type: Type }>]
      return message
    },
  }
  return child
}
