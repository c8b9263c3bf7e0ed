import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWith, countCompilation, inventedSpec } from './invented-package.ts'

let folder: string
let one: string
let many: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apikley-types-'))
  ;[one, many] = await Promise.all([
    buildWith(inventedSpec(1), join(folder, 'one')),
    buildWith(inventedSpec(1000), join(folder, 'many')),
  ])
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const namesOneModel = `
import type { Envelope, Model, TaskRecord } from '@apikley/types/api'
import { inventedModel1, type InventedModel1Input } from '@apikley/types/models/invented/model-1'

declare function create<Id extends string, Input extends object>(model: Model<Id, Input>, input: Input): Id
const input: InventedModel1Input = { prompt: 'a lighthouse at dusk', duration: '6' }
export const id: 'invented/model-1' = create(inventedModel1, input)
export const list: readonly Model[] = [inventedModel1]
export const answer: Envelope<TaskRecord> = { code: 200, data: { taskId: '0', state: 'success' } }
`

const looksOneUp = `
import type { CreateTaskBody, ModelInput, TaskState } from '@apikley/types'

const input: ModelInput<'invented/model-1'> = { prompt: 'a lighthouse at dusk', duration: '6' }
export const body: CreateTaskBody<'invented/model-1'> = { model: 'invented/model-1', input }
export const state: TaskState = 'waiting'
`

function pick(counted: Record<string, number>, names: readonly string[]): (number | undefined)[] {
  return names.map((name) => counted[name])
}

describe('with 1,000 models in the spec instead of one', () => {
  test('a program that imports one model costs its compiler the same', async () => {
    const withOne = await countCompilation(one, namesOneModel)
    const withMany = await countCompilation(many, namesOneModel)
    const counts = ['Files', 'Lines', 'Identifiers', 'Symbols', 'Types', 'Instantiations']
    expect(Object.keys(withOne)).toEqual(expect.arrayContaining(counts))
    expect(pick(withMany, counts)).toEqual(pick(withOne, counts))
  })

  test('a program that looks one model up in the map reads more, but instantiates the same', async () => {
    const withOne = await countCompilation(one, looksOneUp)
    const withMany = await countCompilation(many, looksOneUp)
    expect(withOne['Instantiations']).toBeGreaterThan(0)
    expect(withMany['Instantiations']).toBe(withOne['Instantiations'])
  })

  test.each(['dist/generated/models/invented/model-1.js', 'dist/generated/openapi.d.ts', 'dist/api.d.ts'])(
    '%s is the same file, and imports nothing at run time',
    async (path) => {
      const [withOne, withMany] = await Promise.all(
        [one, many].map((consumer) => readFile(join(consumer, 'node_modules/@apikley/types', path), 'utf8')),
      )
      expect(withMany).toBe(withOne)
      expect(withOne).not.toMatch(/^import (?!type)/m)
    },
  )

  test('the package has more of the files of models, two lines for each in the map, and nothing else', async () => {
    const [withOne, withMany] = await Promise.all([readPackage(one), readPackage(many)])
    const isOfModel = (path: string) => /(^|\/)(models|schemas)\//.test(path)
    const map = 'dist/generated/model-inputs.d.ts'
    const others = (files: ReadonlyMap<string, string>) =>
      new Map([...files].filter(([path]) => !isOfModel(path) && path !== map))
    const linesOf = (files: ReadonlyMap<string, string>) => (files.get(map) ?? '').split('\n').length
    const countOf = (files: ReadonlyMap<string, string>) => [...files.keys()].filter(isOfModel).length

    expect(others(withMany)).toEqual(others(withOne))
    expect(linesOf(withMany) - linesOf(withOne)).toBe(2 * 999)
    expect(countOf(withMany)).toBe(1000 * countOf(withOne))
  })
})

/** What is published, by its path. */
async function readPackage(consumer: string): Promise<ReadonlyMap<string, string>> {
  const root = join(consumer, 'node_modules/@apikley/types')
  const paths = await Promise.all(
    ['dist', 'schemas'].map(async (part) => {
      const entries = await readdir(join(root, part), { recursive: true, withFileTypes: true })
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    }),
  )
  const texts = paths
    .flat()
    .map(async (path): Promise<[string, string]> => [
      relative(root, path).split(sep).join('/'),
      await readFile(path, 'utf8'),
    ])
  return new Map(await Promise.all(texts))
}
