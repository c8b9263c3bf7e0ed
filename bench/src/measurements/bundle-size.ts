import { basename, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ours, peers } from '../peers.ts'
import type { Measurement } from '../results.ts'
import { round } from '../statistics.ts'

/** What a page or a function downloads to create a task and to wait for its end. */
export async function bundleSize(): Promise<Measurement> {
  const rows = []
  for (const peer of [ours, ...peers]) {
    const { atOnce, inAll } = await downloadedBytes(peer.createAndWait)
    const isAllAtOnce = inAll === atOnce
    rows.push({ name: isAllAtOnce ? peer.name : `${peer.name}, at once`, value: round(atOnce / 1000, 2) })
    if (!isAllAtOnce) rows.push({ name: `${peer.name}, in all`, value: round(inAll / 1000, 2) })
  }
  return {
    title: 'Bundle of create and wait',
    unit: 'kB min+gzip',
    method:
      'esbuild with splitting, minified ESM for browsers, each file gzipped at level 9; 1 kB is 1,000 bytes. At once: ' +
      'the program and all that it imports, which a page loads before it runs; the goal is checked on this. In all: with ' +
      'what create and wait load when they are first called, which a program that creates tasks downloads as well; for ' +
      `${ours.name} that is more than the whole of replicate's. What only other calls load is not counted. A client ` +
      'with one row loads everything at once.',
    goals: [{ of: `${ours.name}, at once`, limit: 'at most', value: 6 }],
    rows,
  }
}

/** The file of ours that create and wait do not load: a test of the client runs them without it. */
const notLoaded = /^extras-/

async function downloadedBytes(program: string): Promise<{ atOnce: number; inAll: number }> {
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
  const bytes = (withLater: boolean): number => {
    const downloaded = new Set<string>()
    const download = (name: string): void => {
      if (downloaded.has(name)) return
      downloaded.add(name)
      for (const { path, kind, external } of metafile.outputs[name]?.imports ?? []) {
        const isLater = kind === 'dynamic-import' && !notLoaded.test(basename(path))
        if (!external && (kind === 'import-statement' || (withLater && isLater))) download(path)
      }
    }
    for (const [name, { entryPoint }] of Object.entries(metafile.outputs)) {
      if (entryPoint === '<stdin>') download(name)
    }
    if (downloaded.size === 0) throw new Error('esbuild wrote no output.')
    return outputFiles
      .filter(({ path }) => downloaded.has(relative('', path)))
      .reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)
  }
  return { atOnce: bytes(false), inAll: bytes(true) }
}
