import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateTypes } from '../../src/codegen/generate-types.ts'
import type { JsonObject } from '@apikley/pages/document'
import { generateBoth } from '../../src/types-judge/generate-both.ts'
import { judgeByTypes } from '../../src/types-judge/judge.ts'
import { readTypesPackage } from '../../src/types-judge/types-package.ts'
import { compareModels, readVersion } from '../../src/types-judge/version.ts'
import { bundleOf, object, told, typesPackage } from './versions.ts'

const prompt: JsonObject = { type: 'string' }
const duration = (...values: string[]): JsonObject => ({ type: 'string', enum: values })

describe('models', () => {
  const [one, two] = [{ 'invented/one': object({ prompt }) }, { 'invented/two': object({ prompt }) }]

  test('one that is withdrawn takes its names along: major', async () => {
    const changes = await judgeByTypes(bundleOf({ ...one, ...two }), bundleOf(one))
    expect(changes).toEqual([
      {
        id: 'types-export-removed',
        level: 'major',
        direction: 'send',
        model: 'invented/two',
        place: expect.stringMatching(/\/oneOf\/1\/properties\/input$/),
        text: 'Remove: the model `invented/two`, and with it `inventedTwo` and `InventedTwoInput`.',
      },
    ])
  })

  test('one that is new is something to use: minor', async () => {
    const changes = await judgeByTypes(bundleOf(one), bundleOf({ ...one, ...two }))
    expect(changes).toMatchObject([
      { id: 'types-added', level: 'minor', model: 'invented/two', text: 'Add: the model `invented/two`.' },
    ])
  })

  test('the version alone is no change', async () => {
    const before = bundleOf(one)
    expect(await judgeByTypes(before, { ...before, info: { title: 'Invented', version: '9.0.0' } })).toEqual(
      [],
    )
  })

  test('their order is no change', async () => {
    expect(await judgeByTypes(bundleOf({ ...one, ...two }), bundleOf({ ...two, ...one }))).toEqual([])
  })

  test('one that is called otherwise has lost the names that programs import: major', async () => {
    const named = (name: string): JsonObject => {
      const { components, paths, ...rest } = bundleOf(one)
      return JSON.parse(
        JSON.stringify({ ...rest, paths, components }, (key, value) =>
          key === 'oneOf'
            ? [{ $ref: `#/components/schemas/${name}Request` }]
            : key === 'schemas'
              ? { ...value, [`${name}Request`]: bodyOfOne }
              : value,
        ),
      )
    }
    const bodyOfOne = {
      type: 'object',
      properties: { model: { const: 'invented/one' }, input: object({ prompt }) },
    }
    const changes = await judgeByTypes(named('First'), named('Uno'), { types: await typesPackage() })
    expect(told(changes)).toEqual([
      [
        'types-export-removed',
        expect.stringMatching(/^Remove: `FirstInput` from `@apikley\/types\/models\//),
      ],
      ['types-export-removed', expect.stringMatching(/^Remove: `FirstFields` from /)],
      ['types-export-removed', expect.stringMatching(/^Remove: `first` from `@apikley\/types\/models\//)],
    ])
  })

  test('whose modules the hand-written types do not fit are refused, with the line', async () => {
    const { name, files } = await typesPackage()
    const ignorant = (files.get('src/model.ts') ?? '').replace(/^.*\bproperties\?:.*$/m, '')
    const types = { name, files: new Map([...files, ['src/model.ts', ignorant]]) }
    await expect(judgeByTypes(bundleOf(one), bundleOf({ ...one, ...two }), { types })).rejects.toThrow(
      /^generated\/models\/invented\/two\.ts:\d+: .*properties.* does not exist/,
    )
  })

  test('of fifty only the one that changed is compiled', async () => {
    const many = (values: string[]) =>
      bundleOf(
        Object.fromEntries(
          Array.from({ length: 50 }, (_, index) => [
            `invented/number-${index}`,
            object({ prompt, duration: duration('5', ...(index === 31 ? values : ['10'])) }),
          ]),
        ),
      )
    const [before, after] = [many(['10']), many(['15'])]
    const versions = { old: readVersion(before), now: readVersion(after) }
    const { old, now } = await generateBoth(
      versions,
      compareModels(versions.old, versions.now),
      await readTypesPackage(),
    )
    const modelsIn = (files: ReadonlyMap<string, string>) =>
      [...files.keys()].filter((path) => path.startsWith('models/'))
    expect([modelsIn(old), modelsIn(now)]).toEqual([
      ['models/invented/number-31.ts'],
      ['models/invented/number-31.ts'],
    ])
    expect(told(await judgeByTypes(before, after))).toEqual([
      [
        'types-input-narrowed',
        "Change: `input.duration` of `invented/number-31` takes '15', no longer '10'.",
      ],
    ])
  })
})

describe('a program of a user, compiled by itself against the packages before and after', () => {
  const inputs = {
    narrowed: [duration('5', '10'), duration('5')],
    widened: [duration('5', '10'), duration('5', '10', '15')],
    gone: [duration('5', '10'), undefined],
  } as const
  let folder: string
  let output: string

  const bundle = (side: 0 | 1) =>
    bundleOf(
      Object.fromEntries(
        Object.entries(inputs).map(([name, values]) => {
          const schema = values[side]
          return [`invented/${name}`, object({ prompt, ...(schema && { duration: schema }) })]
        }),
      ),
    )

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'apikley-judge-'))
    const { files } = await readTypesPackage()
    const sources = [...files].filter(([path]) => path.startsWith('src/'))
    for (const [side, name] of (['before', 'after'] as const).entries()) {
      const { modules } = await generateTypes(bundle(side === 0 ? 0 : 1))
      const generated = [...modules].map(([path, text]): [string, string] => [`src/generated/${path}`, text])
      await writeAll(join(folder, name), [...sources, ...generated, ...Object.keys(inputs).map(program)])
    }
    output = await compileFolder(folder)
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('it compiles before', () => {
    expect(output).not.toContain('before/')
  })

  test('where the judge says major, it does not compile after; where it says minor, it does', async () => {
    const changes = await judgeByTypes(bundle(0), bundle(1))
    expect(changes.map(({ model, id, level }) => [model, id, level])).toEqual([
      ['invented/narrowed', 'types-input-narrowed', 'major'],
      ['invented/widened', 'types-added', 'minor'],
      ['invented/gone', 'types-key-removed', 'major'],
    ])
    const broken = [...output.matchAll(/after\/(\w+)\.ts\(2,\d+\): error (TS\d+)/g)].map(([, file, code]) => [
      file,
      code,
    ])
    expect(broken).toEqual([
      ['gone', 'TS2353'],
      ['narrowed', 'TS2322'],
    ])
  })
})

/** A program that passes all that its model took before. */
function program(name: string): [string, string] {
  const input = `Invented${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const text = `import type { ${input} } from './src/generated/models/invented/${name}.ts'
export const input: ${input} = { prompt: 'a lighthouse at dusk', duration: '10' }
`
  return [`${name}.ts`, text]
}

async function writeAll(folder: string, files: readonly (readonly [string, string])[]): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

/** What the compiler's own command says of all files below a folder. */
async function compileFolder(folder: string): Promise<string> {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const compilerOptions = {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    module: 'nodenext',
    types: [],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  const run = promisify(execFile)(process.execPath, [compiler, '--project', folder, '--pretty', 'false'])
  return run.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  )
}
