import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ours, peers } from '../peers.ts'
import type { Measurement } from '../results.ts'
import { round } from '../statistics.ts'

/** What a page or a function downloads. */
export async function bundleSize(): Promise<Measurement[]> {
  const rows = []
  for (const { name, createAndWait } of [ours, ...peers]) {
    rows.push({ name, value: await zippedSize(createAndWait) })
  }
  const method = 'esbuild, minified ESM for browsers in one file, gzipped at level 9; 1 kB is 1,000 bytes.'
  const unit = 'kB min+gzip'
  return [
    {
      title: 'Bundle of the whole client',
      unit,
      method: `${method} All exports of the package, with the parts of openapi-fetch that it uses.`,
      goals: [{ of: ours.name, limit: 'at most', value: 30 }],
      rows: [{ name: ours.name, value: await zippedSize(`export * from '${ours.name}'`) }],
    },
    {
      title: 'Bundle of create and wait',
      unit,
      method: `${method} A program that creates a task and waits for its end, by each package.`,
      goals: [],
      rows,
    },
  ]
}

/** A program in one file, in kB as it is downloaded. */
export async function zippedSize(program: string): Promise<number> {
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
  const [file] = outputFiles
  if (!file) throw new Error('esbuild wrote no output.')
  return round(gzipSync(file.contents, { level: 9 }).length / 1000, 2)
}
