import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { buildPrograms } from '@apikley/repo-tools/build-programs'
import type { Orders, Report } from './orders.ts'
import type { Seam } from './seams.ts'

/** How orders have ended: carried out, or at the seam at which their process died. */
export type Ended = Report | { readonly died: Seam }

/** Processes that carry out orders. */
export interface Children extends AsyncDisposable {
  /** In a new process; only what recovers and does not die may be done by one that has recovered others before. */
  run(orders: Orders): Promise<Ended>
}

/** Builds the program into a folder. */
export async function buildChildren(folder: string): Promise<Children> {
  await buildPrograms(folder, { child: fileURLToPath(new URL('child.ts', import.meta.url)) })
  const program = join(folder, 'child.mjs')
  // Beside the program, as its place is new each time.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compile-cache') }
  const idle: Child[] = []
  return {
    async run(orders) {
      const recoversOnly = orders.recovers !== undefined && orders.death === undefined
      const child = (recoversOnly ? idle.pop() : undefined) ?? startChild(program, env)
      const ended = await child.run(orders)
      if (!('died' in ended)) idle.push(child)
      return ended
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(idle.map((child) => child.end()))
    },
  }
}

interface Child {
  run(orders: Orders): Promise<Ended>
  end(): Promise<void>
}

function startChild(program: string, env: NodeJS.ProcessEnv): Child {
  const child = spawn(process.execPath, [program], { env })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const stderr = text(child.stderr)
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>
  const mustEndWith = async (expected: number | string): Promise<void> => {
    const [code, signal] = await exit
    const printed = await stderr
    if ((code ?? signal) === expected && !printed) return
    throw new Error(`A child ended with ${code ?? signal}:\n${printed}`)
  }
  return {
    async run(orders) {
      const hangs = setTimeout(() => child.kill(), 60_000)
      child.stdin.write(`${JSON.stringify(orders)}\n`)
      const { value } = await lines.next()
      clearTimeout(hangs)
      const ended = value === undefined ? undefined : (JSON.parse(value) as Ended)
      // Without a word it has died where nobody had asked for it.
      if (!ended) await mustEndWith('a word')
      else if ('died' in ended) await mustEndWith('SIGKILL')
      return ended!
    },
    async end() {
      child.stdin.end()
      await mustEndWith(0)
    },
  }
}
