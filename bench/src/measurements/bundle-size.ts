import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ours, peers } from '../peers.ts'
import type { Measurement } from '../results.ts'
import { round } from '../statistics.ts'

/** What a page or a function downloads to create a task and to wait for its end. */
export async function bundleSize(): Promise<Measurement> {
  const rows = []
  for (const peer of [ours, ...peers]) {
    rows.push({ name: peer.name, value: round((await bundledBytes(peer.createAndWait)) / 1000, 2) })
  }
  return {
    title: 'Bundle of create and wait',
    unit: 'kB min+gzip',
    method: 'esbuild, minified ESM for browsers, gzip level 9; 1 kB is 1,000 bytes.',
    goal: 6,
    rows,
  }
}

async function bundledBytes(program: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    // Some peers reach for Node's modules on a side path; what a browser never loads is not counted.
    external: ['node:*', 'crypto', 'fs', 'path', 'stream'],
    write: false,
    logLevel: 'error',
  })
  const [output] = outputFiles
  if (!output) throw new Error('esbuild wrote no output.')
  return gzipSync(output.contents, { level: 9 }).length
}
