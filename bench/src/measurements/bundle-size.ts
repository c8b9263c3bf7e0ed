import { relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ours, peers } from '../peers.ts'
import type { Measurement } from '../results.ts'
import { round } from '../statistics.ts'

/** What a page or a function downloads to create a task and to wait for its end. */
export async function bundleSize(): Promise<Measurement> {
  const rows = []
  for (const peer of [ours, ...peers]) {
    rows.push({ name: peer.name, value: round((await downloadedBytes(peer.createAndWait)) / 1000, 2) })
  }
  return {
    title: 'Bundle of create and wait',
    unit: 'kB min+gzip',
    method:
      'esbuild with splitting, minified ESM for browsers, each file gzipped at level 9; counted is what the program ' +
      'downloads: its file and all that it imports at once, without what a package loads later if ever; 1 kB is 1,000 bytes.',
    goals: [{ of: ours.name, limit: 'at most', value: 6 }],
    rows,
  }
}

async function downloadedBytes(program: string): Promise<number> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'js' },
    outdir: 'out',
    bundle: true,
    splitting: true,
    metafile: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    // Some peers reach for Node's modules on a side path; what a browser never loads is not counted.
    external: ['node:*', 'crypto', 'fs', 'path', 'stream'],
    write: false,
    logLevel: 'error',
  })
  const downloaded = new Set<string>()
  const download = (name: string): void => {
    if (downloaded.has(name)) return
    downloaded.add(name)
    for (const { path, kind, external } of metafile.outputs[name]?.imports ?? []) {
      if (kind === 'import-statement' && !external) download(path)
    }
  }
  for (const [name, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint === '<stdin>') download(name)
  }
  if (downloaded.size === 0) throw new Error('esbuild wrote no output.')
  return outputFiles
    .filter(({ path }) => downloaded.has(relative('', path)))
    .reduce((bytes, { contents }) => bytes + gzipSync(contents, { level: 9 }).length, 0)
}
