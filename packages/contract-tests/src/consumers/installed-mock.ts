import { EventEmitter, once } from 'node:events'
import path from 'node:path'
import { startProgram } from './program.ts'

/** The mock as installed by a consumer, started by its command. */
export interface InstalledMock {
  url: string
  /** All that it has printed so far. */
  printed(): string
  /** Waits until it has printed something like this, after the first `skip` characters. Its log follows its answers. */
  waitFor(pattern: RegExp, skip?: number): Promise<RegExpExecArray>
  close(): Promise<void>
}

/** Starts `apikley-mock` from the project's own `.bin`, on a free port, and waits until it has printed its URL. */
export async function startInstalledMock(
  project: string,
  args: readonly string[] = [],
): Promise<InstalledMock> {
  const command = path.join(project, 'node_modules/.bin/apikley-mock')
  return startMockProgram(command, ['--port', '0', ...args], project)
}

/** As above, with the program that shall run it (another Node, another engine) in front. */
export async function startMockProgram(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<InstalledMock> {
  const child = startProgram(command, args, { cwd, timeoutMs: 600_000 })
  const news = new EventEmitter().setMaxListeners(0)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      news.emit('text')
    })
  }
  let ended = false
  const end = new Promise<void>((resolve) => {
    const finish = (): void => {
      ended = true
      news.emit('text')
      resolve()
    }
    child.once('close', finish).once('error', finish)
  })
  const waitFor = async (pattern: RegExp, skip = 0): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(printed.slice(skip))
      if (match) return match
      if (ended) throw new Error(`The mock ended before it printed ${pattern}:\n${printed}`)
      await once(news, 'text')
    }
  }
  const [url] = await waitFor(/http:\/\/[\w.[\]:]+:\d+/)
  return {
    url,
    printed: () => printed,
    waitFor,
    async close() {
      child.kill()
      await end
    },
  }
}
