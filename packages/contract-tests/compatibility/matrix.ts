import path from 'node:path'
import { engine, nodeEngine } from '../src/consumers/engines.ts'
import type { EngineCase, TypeScriptCase } from '../src/consumers/suites.ts'

// The oldest that is promised, and the newest of each line that npm packages carry for every platform.
const versions = ['22.13.0', '22.23.3', '24.21.0', '26.9.0']

/** The command of an engine that npm installs by its own name. */
async function command(name: string, version: string): Promise<string> {
  const suffix = process.platform === 'win32' ? '.cmd' : ''
  return path.join(await engine(`${name}@${version}`), 'node_modules/.bin', name + suffix)
}

export const nodes: readonly EngineCase[] = versions.map((version) => ({
  name: `Node ${version}`,
  version: `v${version}`,
  // The one that runs this need not be downloaded again.
  engine: async () => ({
    command: version === process.versions.node ? process.execPath : await nodeEngine(version),
  }),
}))

const bun = (version: string): EngineCase => ({
  name: `Bun ${version}`,
  version,
  engine: async () => ({ command: await command('bun', version) }),
})

const deno = (version: string): EngineCase => ({
  name: `Deno ${version}`,
  version: `deno ${version}`,
  engine: async () => ({ command: await command('deno', version), args: ['run', '--allow-all'] }),
})

export const engines: readonly EngineCase[] = [...nodes, bun('1.4.5'), deno('2.9.6')]

/** The oldest, and those that are known to send a request again by themselves: what costs money is tried on them. */
export const oldestEngines: readonly EngineCase[] = [bun('1.2.0'), bun('1.3.11'), deno('2.0.0')]

export const compilers: readonly TypeScriptCase[] = ['5.9.3', '6.0.3', '7.0.2'].map((version) => ({
  version,
  folder: async () => path.join(await engine(`typescript@${version}`), 'node_modules/typescript'),
}))

/** The folder in which workerd and what starts it are installed. */
export const workerdEngine = (): Promise<string> => engine('miniflare@4.20260730.0')

/** The folder in which Jest is installed. */
export const jestEngine = (): Promise<string> => engine('jest@30.5.2')

/** The folder in which a client is installed that others wrote for the twin API. */
export const foreignClientEngine = (): Promise<string> => engine('@felores/kie-ai-mcp-server@5.0.0')

/** A Node that is older than what is promised. */
export const olderNode = (): Promise<string> => nodeEngine('20.20.2')

/** Downloads whatever is not in the cache yet. */
export async function fetchAll(): Promise<void> {
  await Promise.all([
    ...[...engines, ...oldestEngines].map((entry) => entry.engine()),
    ...compilers.map((entry) => entry.folder()),
    olderNode(),
    workerdEngine(),
    foreignClientEngine(),
    jestEngine(),
  ])
}
