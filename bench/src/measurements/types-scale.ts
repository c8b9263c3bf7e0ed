import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ours } from '../peers.ts'
import type { Measurement } from '../results.ts'
import { median, round } from '../statistics.ts'
import { home, run } from '../upgrade/programs.ts'
import { Repository } from '../upgrade/repository.ts'

const rounds = 7
const own = 'kling/v2-1-master-text-to-video'

/** A program of a user: with the model as a value, and with the map of all models. */
const consumers = {
  'imports one model': `
    import { klingV21MasterTextToVideo, type KlingV21MasterTextToVideoInput } from '@apikley/types/models/${own}'
    import type { Envelope, TaskRecord } from '@apikley/types/api'
    export const input: KlingV21MasterTextToVideoInput = { prompt: 'a lighthouse at dusk', duration: '10' }
    export const answer: Envelope<TaskRecord> = { code: 200, data: { taskId: '0', state: 'success' } }
    export const { id } = klingV21MasterTextToVideo`,
  'looks one up in the map': `
    import type { ModelInput } from '@apikley/types'
    export const input: ModelInput<'${own}'> = { prompt: 'a lighthouse at dusk', duration: '10' }`,
} as const

/** What more models cost those who use one. */
export async function typesScale(): Promise<Measurement[]> {
  const repositories = [1, 1000].map((models) => ({ models, repository: new Repository() }))
  try {
    for (const { models, repository } of repositories) makeTypes(repository, models)
    return [...checks(repositories), sizes(repositories), await bundles(repositories)]
  } finally {
    for (const { repository } of repositories) repository.remove()
  }
}

type Sized = readonly { models: number; repository: Repository }[]

/** Builds the package of types with so many models, as it is published, and lays a consumer beside it. */
function makeTypes(repository: Repository, models: number): void {
  if (models > 1) repository.import(models - 1)
  repository.generate()
  run('tsc', ['--project', path.join(repository.types, 'tsconfig.build.json')])
  const file = path.join(repository.types, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { publishConfig: { exports: object } }
  writeFileSync(file, JSON.stringify({ ...manifest, exports: manifest.publishConfig.exports }))
  const scope = path.join(repository.root, 'consumer/node_modules/@apikley')
  mkdirSync(scope, { recursive: true })
  symlinkSync(repository.types, path.join(scope, 'types'), 'junction')
  symlinkSync(path.join(home, 'packages/client'), path.join(scope, 'client'), 'junction')
  writeFileSync(path.join(repository.root, 'consumer/package.json'), JSON.stringify({ type: 'module' }))
}

function checks(repositories: Sized): Measurement[] {
  const programs = Object.entries(consumers).flatMap(([what, source]) =>
    repositories.map(({ models, repository }) => {
      const file = path.join(repository.root, `consumer/${what.replaceAll(' ', '-')}.ts`)
      writeFileSync(file, source)
      return { name: nameOf(what, models), file, times: [] as number[], types: 0 }
    }),
  )
  for (let count = 0; count <= rounds; count++) {
    for (const program of programs) {
      const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023']
      const { ms, output } = run('tsc', [
        '--extendedDiagnostics',
        '--singleThreaded',
        ...options,
        program.file,
      ])
      if (count > 0) program.times.push(ms)
      program.types = Number(/^Types:\s+(\d+)$/m.exec(output)?.[1])
    }
  }
  const what = 'tsc --strict with skipLibCheck off on a program of one file, beside the built package'
  const [value, map] = Object.keys(consumers)
  const goalFor = (times: number) => ({
    of: nameOf(value ?? '', 1000),
    limit: 'at most' as const,
    value: times,
    times: nameOf(value ?? '', 1),
  })
  return [
    {
      title: 'Type-check of a program, by the number of models in @apikley/types',
      unit: 'ms',
      method: `${what}; whole processes in turn, ${rounds} each after one warm-up, median. Who ${map} reads all of it.`,
      goals: [goalFor(1.1)],
      rows: programs.map(({ name, times }) => ({ name, value: round(median(times), 0) })),
    },
    {
      title: 'Types that the compiler makes, by the number of models in @apikley/types',
      unit: 'types',
      method: `${what}; counted by the compiler, its own library included.`,
      goals: [goalFor(1)],
      rows: programs.map(({ name, types }) => ({ name, value: types })),
    },
  ]
}

function nameOf(what: string, models: number): string {
  return `${what} of ${models.toLocaleString('en')}`
}

function sizes(repositories: Sized): Measurement {
  const packed = repositories.map(({ repository }) => pack(repository))
  const [one, many] = packed
  if (!one || !many) throw new Error('Nothing was packed.')
  const models = (repositories.at(-1)?.models ?? 0) - 1
  return {
    title: 'Size of @apikley/types for each further model',
    unit: 'kB',
    method:
      'npm pack with 1,000 models, less with one, divided by 999; 1 kB is 1,000 bytes. Its own files: module, types and ' +
      'schema, and what is beyond them is its line in the map of models.',
    goals: [{ of: 'all, unpacked', limit: 'at most', value: 1.05, times: 'its own files' }],
    rows: [
      { name: 'all, packed', value: round((many.packed - one.packed) / models / 1000, 2) },
      { name: 'all, unpacked', value: round((many.unpacked - one.unpacked) / models / 1000, 2) },
      { name: 'its own files', value: round((many.own - one.own) / models / 1000, 2) },
    ],
  }
}

function pack({ types }: Repository): { packed: number; unpacked: number; own: number } {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: types,
    encoding: 'utf8',
    maxBuffer: 1e9,
    shell: process.platform === 'win32',
  })
  const [{ size, unpackedSize }] = JSON.parse(stdout) as [{ size: number; unpackedSize: number }]
  const folders = ['dist/generated/models', 'schemas'].map((folder) => path.join(types, folder))
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).size),
  )
  return { packed: size, unpacked: unpackedSize, own: files.reduce((sum, bytes) => sum + bytes, 0) }
}

async function bundles(repositories: Sized): Promise<Measurement> {
  const rows = []
  for (const { models, repository } of repositories) {
    const { outputFiles } = await build({
      stdin: {
        contents: ours.createAndWait,
        resolveDir: path.join(repository.root, 'consumer'),
        loader: 'js',
      },
      outdir: 'out',
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      external: ['node:*'],
      write: false,
      logLevel: 'error',
    })
    const bytes = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)
    rows.push({
      name: `with ${models.toLocaleString('en')} in @apikley/types`,
      value: round(bytes / 1000, 2),
    })
  }
  return {
    title: 'Bundle of a program with one model, by the number of models in @apikley/types',
    unit: 'kB min+gzip',
    method: `esbuild without splitting, the client and \`${own}\`, gzipped at level 9.`,
    goals: [
      { of: 'with 1,000 in @apikley/types', limit: 'at most', value: 1, times: 'with 1 in @apikley/types' },
    ],
    rows,
  }
}
