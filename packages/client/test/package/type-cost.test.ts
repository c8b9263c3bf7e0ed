import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'tsdown'
import { beforeAll, describe, expect, it } from 'vitest'
import configs from '../../tsdown.config.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const types = join(root, 'node_modules/@apikley/types')
const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'))

const tenLines = `
import { createApikley, isApikleyError } from '@apikley/client'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
const apikley = createApikley({ models: [kling] })
const input = { prompt: 'a lighthouse at dusk', duration: '5' } as const
const { taskId } = await apikley.tasks.create({ model: 'kling/v2-1-master-text-to-video', input })
const { urls } = await apikley.tasks.wait(taskId)
await apikley.files.save(urls[0], 'lighthouse.mp4').catch((error: unknown) => {
  if (isApikleyError(error, 'expired')) console.log(error.nextStep)
})
await apikley.close()
`

/** Does nothing, with the part of TypeScript's library that our declarations bring along. */
const nothing = `/// <reference lib="esnext.disposable" />
export {}
`

let project: string

/** What the compiler counts for a program in the project. */
async function instantiations(name: string, program: string, skipLibCheck: boolean): Promise<number> {
  const folder = join(project, `${name}-${skipLibCheck}`)
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    lib: ['es2023', 'dom'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck,
  }
  await mkdir(folder)
  await writeFile(join(folder, 'program.mts'), program)
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.mts'] }))
  // One thread: several share out the work, and may count a type twice.
  const tsc = [join(typescript, 'bin/tsc'), '--extendedDiagnostics', '--singleThreaded']
  const { stdout } = await run(process.execPath, tsc, { cwd: folder })
  return Number(/^Instantiations:\s+(\d+)$/m.exec(stdout)?.[1])
}

/** Puts a package into the project as it is published, with these declarations. */
async function install(name: string, from: string, dist: string): Promise<void> {
  const folder = join(project, 'node_modules/@apikley', name)
  await cp(dist, join(folder, 'dist'), { recursive: true })
  const manifest = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as {
    publishConfig: { exports: object }
  }
  const { exports } = manifest.publishConfig
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, exports }))
}

/** Adds models to the installed types, as a spec with more of them would. */
async function addModels(count: number): Promise<void> {
  const generated = join(project, 'node_modules/@apikley/types/dist/generated')
  const one = await readFile(join(generated, 'models/kling/v2-1-master-text-to-video.d.ts'), 'utf8')
  const map = join(generated, 'model-inputs.d.ts')
  let inputs = await readFile(map, 'utf8')
  for (let index = 0; index < count; index++) {
    const model = one.replaceAll('kling/v2-1', `kling/v9-${index}`).replaceAll(/KlingV21/g, `KlingV9${index}`)
    await writeFile(join(generated, `models/kling/v9-${index}-master-text-to-video.d.ts`), model)
    const input = `import('./models/kling/v9-${index}-master-text-to-video.ts').KlingV9${index}MasterTextToVideoInput`
    inputs = inputs.replace(/(interface ModelInputs \{)/, `$1\n'kling/v9-${index}': ${input};`)
  }
  await writeFile(map, inputs)
}

describe('ten lines', () => {
  const cost = new Map<boolean, number>()

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'apikley-type-cost-'))
    const outDir = join(project, 'built')
    await build({ ...configs[0], config: false, cwd: root, outDir, logLevel: 'error' })
    await install('client', root, outDir)
    await install('types', types, join(types, 'dist'))
    return () => rm(project, { recursive: true })
  }, 60_000)

  it.for<[name: string, skipLibCheck: boolean]>([
    ['', true],
    [', our declarations checked as well', false],
  ])('cost a compiler at most 400 instantiations%s', async ([, skipLibCheck]) => {
    const base = await instantiations('nothing', nothing, skipLibCheck)
    const ours = await instantiations('ten-lines', tenLines, skipLibCheck)
    expect(ours).toBeGreaterThan(base)
    expect(ours - base).toBeLessThanOrEqual(400)
    cost.set(skipLibCheck, ours)
  })

  it('cost the same when there are 200 models', async () => {
    await addModels(200)
    for (const [skipLibCheck, one] of cost) {
      expect(await instantiations('many', tenLines, skipLibCheck)).toBe(one)
    }
    expect(cost.size).toBe(2)
  })
})
