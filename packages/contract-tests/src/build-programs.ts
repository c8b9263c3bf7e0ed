import { build } from 'esbuild'

/**
 * Builds programs from the sources into a folder, `<name>.mjs` each, with all that they import and what they share once:
 * their processes, of which there are many, begin sooner than from hundreds of files.
 */
export async function buildPrograms(
  folder: string,
  entryPoints: Readonly<Record<string, string>>,
  external: readonly string[] = [],
): Promise<void> {
  await build({
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@apikley/source'],
    external: [...external],
    logLevel: 'error',
  })
}
