import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { freePort } from '@apikley/repo-tools/free-port'

/** A running Prism, started as anyone would start it. */
export interface RunningPrism extends AsyncDisposable {
  url: string
}

// Through the command that pnpm links, not the file behind it: Prism needs packages that it does not declare.
const command = path.resolve(import.meta.dirname, '../../node_modules/.bin/prism')

/** Starts Prism's own command line on a document and waits until it says that it listens. */
export async function startPrismCli(documentFile: string): Promise<RunningPrism> {
  const port = await freePort()
  const child = spawn(command, ['mock', '--port', String(port), documentFile], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
    shell: process.platform === 'win32',
  })
  let printed = ''
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      printed += chunk.toString()
      if (printed.includes('Prism is listening')) resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', () => reject(new Error(`Prism ended before it listened:\n${printed}`)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}
