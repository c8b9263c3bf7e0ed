import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runServer } from 'verdaccio'
import { mustRun } from './program.ts'

/** A real npm registry on this machine, gone when closed. */
export interface LocalRegistry {
  url: string
  close(): Promise<void>
}

/** Anyone may publish our scope, which exists nowhere else; the rest comes from the registry that npm is set up with. */
export async function startRegistry(): Promise<LocalRegistry> {
  const storage = await mkdtemp(path.join(tmpdir(), 'apikley-registry-'))
  const uplink = (await mustRun('npm', ['config', 'get', 'registry'], { cwd: storage })).trim()
  const server: Server = await runServer({
    storage,
    self_path: storage,
    configPath: storage,
    auth: {},
    uplinks: { machine: { url: uplink, cache: true, timeout: '60s', max_fails: 10 } },
    packages: {
      '@apikley/*': { access: '$all', publish: '$all' },
      '**': { access: '$all', proxy: 'machine' },
    },
    max_body_size: '100mb',
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The registry listens on no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(storage, { recursive: true, force: true })
    },
  }
}
