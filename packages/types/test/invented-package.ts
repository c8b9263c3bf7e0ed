import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const here = fileURLToPath(new URL('..', import.meta.url))
const shell = process.platform === 'win32'

/** An OpenAPI document with this many models, `invented/model-1` and on, each with an input of its own. */
export function inventedSpec(models: number): string {
  const names = Array.from({ length: models }, (_, index) => index + 1)
  const bodies = names.map((name) => ({
    type: 'object',
    required: ['model', 'input'],
    properties: {
      model: { type: 'string', enum: [`invented/model-${name}`] },
      input: {
        type: 'object',
        required: ['prompt'],
        properties: {
          prompt: { type: 'string', maxLength: 1000 + name, description: `What model ${name} shall show.` },
          duration: { type: 'string', enum: ['5', `${5 + name}`], default: '5' },
          [`strength_${name}`]: { type: 'number', minimum: 0, maximum: name },
          images: { type: 'array', items: { type: 'string', format: 'uri' }, maxItems: name },
        },
      },
    },
  }))
  const createTask = {
    operationId: 'createTask',
    requestBody: { required: true, content: { 'application/json': { schema: { oneOf: bodies } } } },
    responses: { 200: { description: 'Created.' } },
  }
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Invented', version: '9.9.9' },
    paths: { '/api/v1/jobs/createTask': { post: createTask } },
  })
}

/**
 * Builds this package as it would be if the spec were another one, and puts a consumer beside it.
 * @returns the consumer's folder, in which `@apikley/types` resolves as it does after an install.
 */
export async function buildWith(spec: string, folder: string): Promise<string> {
  const types = join(folder, 'types')
  const isHandWritten = (path: string) => !path.startsWith(join(here, 'src', 'generated'))
  await cp(join(here, 'src'), join(types, 'src'), { recursive: true, filter: isHandWritten })
  await writeFile(join(folder, 'spec.json'), spec)
  const generated = ['--out', join(types, 'src', 'generated'), '--schemas', join(types, 'schemas')]
  await run('spec-tools', ['types', '--spec', join(folder, 'spec.json'), ...generated], { cwd: here, shell })

  const manifest: { publishConfig: { exports: object } } = JSON.parse(
    await readFile(join(here, 'package.json'), 'utf8'),
  )
  const published = { ...manifest, exports: manifest.publishConfig.exports }
  await writeFile(join(types, 'package.json'), JSON.stringify(published))
  const compilerOptions = { rootDir: 'src', outDir: 'dist' }
  const config = { extends: join(here, 'tsconfig.build.json'), compilerOptions, include: ['src'] }
  await writeFile(join(types, 'tsconfig.json'), JSON.stringify(config))
  await run('tsc', ['--project', types], { cwd: here, shell })

  const consumer = join(folder, 'consumer')
  await mkdir(join(consumer, 'node_modules', '@apikley'), { recursive: true })
  await writeFile(join(consumer, 'package.json'), JSON.stringify({ type: 'module' }))
  await symlink(types, join(consumer, 'node_modules', '@apikley', 'types'), 'junction')
  return consumer
}

/** What TypeScript counts while it checks one file, by its own labels: `Files`, `Types`, `Instantiations`, … */
export async function countCompilation(consumer: string, source: string): Promise<Record<string, number>> {
  const file = join(consumer, 'index.ts')
  await writeFile(file, source)
  // One thread: several share out the work, and may count a type twice.
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    'false',
    '--module',
    'nodenext',
    '--target',
    'es2023',
  ]
  const counted = ['--extendedDiagnostics', '--singleThreaded', ...options, file]
  const { stdout } = await run('tsc', counted, { cwd: dirname(file), shell })
  return Object.fromEntries(
    [...stdout.matchAll(/^([A-Z][A-Za-z ]+):\s+(\d+)$/gm)].map(([, label, count]) => [label, Number(count)]),
  )
}
