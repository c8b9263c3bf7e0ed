import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCommandLine } from '../../src/command-line.ts'
import { body, specWith, text } from './spec.ts'

let folder: string
let printed: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spec-tools-'))
  await writeSpec('invented/clip', 'still')
  await writeFile(join(folder, 'package.json'), '{\n  "name": "invented"\n}\n')
  printed = []
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(
      (line: string) => void printed.push(line.replaceAll(folder, '.')),
    )
  }
})

afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

function writeSpec(...ids: string[]): Promise<void> {
  return writeFile(join(folder, 'openapi.json'), JSON.stringify(specWith(ids.map((id) => body(id, text)))))
}

async function generate(...more: string[]): Promise<{ code: number; lines: string[] }> {
  printed.length = 0
  const paths = { spec: 'openapi.json', out: 'generated', schemas: 'schemas', package: 'package.json' }
  const options = Object.entries(paths).flatMap(([name, path]) => [`--${name}`, join(folder, path)])
  return { code: await runCommandLine(['types', ...options, ...more]), lines: [...printed] }
}

async function filesIn(name: string): Promise<string[]> {
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .toSorted()
}

test('writes modules and schemas, and stamps the package', async () => {
  expect((await generate()).code).toBe(0)
  expect(await filesIn('generated')).toEqual([
    'clip.ts',
    'model-inputs.ts',
    'openapi.ts',
    'still.ts',
    'validation-keyword.ts',
  ])
  expect(await filesIn('schemas')).toEqual(['clip.json', 'still.json'])
  expect(await readFile(join(folder, 'package.json'), 'utf8')).toBe(
    '{\n  "name": "invented",\n  "x-openapi-version": "4.5.6"\n}\n',
  )
})

test('a second run writes nothing', async () => {
  await generate()
  const before = await stat(join(folder, 'generated/openapi.ts'))
  expect(await generate()).toEqual({ code: 0, lines: ['The types are what the spec says.'] })
  expect((await stat(join(folder, 'generated/openapi.ts'))).mtimeMs).toBe(before.mtimeMs)
  expect(await generate('--check')).toEqual({ code: 0, lines: ['The types are what the spec says.'] })
})

test('deletes what a withdrawn model left behind', async () => {
  await generate()
  await writeSpec('invented/clip')
  await generate()
  expect(await filesIn('generated')).not.toContain('still.ts')
  expect(await filesIn('schemas')).toEqual(['clip.json'])
})

test('the check lists every file that differs, is missing or is left over, and writes none', async () => {
  await generate()
  await writeSpec('invented/clip', 'moving')
  await writeFile(join(folder, 'generated/models/invented/clip.ts'), 'edited by hand')
  await writeFile(join(folder, 'package.json'), '{}\n')
  const { code, lines } = await generate('--check')
  expect(code).toBe(1)
  expect(lines).toEqual([
    './generated/model-inputs.ts: differs',
    './generated/models/invented/clip.ts: differs',
    './generated/models/moving.ts: missing',
    './generated/models/still.ts: left over',
    './schemas/moving.json: missing',
    './schemas/still.json: left over',
    './package.json: differs',
    '7 files are not what the spec says: run `pnpm run generate`.',
  ])
  expect(await readFile(join(folder, 'generated/models/invented/clip.ts'), 'utf8')).toBe('edited by hand')
  expect(await filesIn('generated')).not.toContain('moving.ts')
  expect(await readFile(join(folder, 'package.json'), 'utf8')).toBe('{}\n')
})

test('a spec that is refused leaves everything as it was', async () => {
  await generate()
  await writeSpec('invented/clip', 'invented/Clip')
  const { code, lines } = await generate()
  expect(code).toBe(1)
  expect(lines.join('\n')).toContain("'invented/clip' and 'invented/Clip'")
  expect(await filesIn('schemas')).toEqual(['clip.json', 'still.json'])
})

test('says how it is called when an option is missing', async () => {
  expect(await runCommandLine(['types', '--spec', 'openapi.json'])).toBe(2)
  expect(printed[0]).toContain("required option '--out <folder>' not specified")
  expect(printed.join('\n')).toMatch(/^Usage: spec types [^]*--schemas <folder>/m)
})
