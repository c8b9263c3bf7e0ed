import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { git } from '../../src/git.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { SpecError } from '@apikley/pages/document'
import { type TestLevel, upgrade } from '../../src/upgrade/upgrade.ts'
import { writeAll } from '../../src/writing/write-all.ts'
import { makeSmallRepository, removeSmallRepository } from './small-repository.ts'

let root: string
beforeAll(async () => {
  root = await makeSmallRepository()
}, 60_000)
afterAll(() => removeSmallRepository(root))

const document = 'specs/openapi.json'
const read = (file: string) => readFile(path.join(root, file), 'utf8')

interface Circumstances {
  dry?: boolean
  level?: TestLevel
  /** What the plan says that the generator makes; the truth by default. */
  generated?: string
  /** What somebody has made of the generated file before. */
  edit?: string
  /** Called while the upgrade is at work. */
  meanwhile?: () => void
}

/** Upgrades to a document. */
async function upgradeTo(
  text: string,
  { dry = false, level = 'contract', generated = `of ${text}`, edit, meanwhile }: Circumstances = {},
) {
  const files = new Map([
    [document, text],
    ['packages/types/schemas/generated.json', generated],
  ])
  const plan: Plan = { pages: [], changes: [], bumps: [], blockers: [], notes: [], files }
  const seen = new Map([[document, await read(document)]])
  const steps: string[] = []
  const prepared = {
    plan,
    baseline: '1.0.0',
    write: () => writeAll(root, files, seen),
  }
  // As people do before they write over it.
  await git(root, 'add', '--all')
  if (edit !== undefined) writeFileSync(path.join(root, 'packages/types/schemas/generated.json'), edit)
  const progress = (step: string) => {
    if (steps.push(step) === 2) meanwhile?.()
  }
  return { steps, trial: await upgrade(root, prepared, { level, dry, progress }) }
}

/** Why an upgrade to a document fails; one that does not, or that changes the tree, is told instead. */
async function refusalOf(text: string, circumstances?: Circumstances): Promise<string> {
  const tree = () => Promise.all([read(document), read('packages/types/schemas/generated.json')])
  const before = await tree()
  const reason = await upgradeTo(text, circumstances).then(
    () => 'it was not refused',
    (error: unknown) => (error instanceof SpecError ? error.message : String(error)),
  )
  return isDeepStrictEqual(await tree(), before) ? reason : 'the tree was changed'
}

describe('an upgrade', () => {
  test('a trial builds, packs and tests, over whatever git does not know, and writes nothing', async () => {
    const before = await read(document)
    const file = 'packages/types/schemas/generated.json'
    const made = await read(file)
    const text = 'another document, which is longer\n'
    const { trial, steps } = await upgradeTo(text, { dry: true, edit: 'an edit\n' })
    writeFileSync(path.join(root, file), made)
    expect(trial).toMatchObject({ contractTests: 2, otherTests: 1 })
    expect(trial.after.get('@apikley/types')).toBeGreaterThan(trial.before.get('@apikley/types') ?? Infinity)
    expect(steps.map((step) => step.split(/[ :,]/)[0])).toEqual([
      'adding',
      'building',
      'generating',
      'contract',
    ])
    expect(await read(document)).toBe(before)
  })

  test('what has passed is written; in full all tests run, and are counted, and the checks', async () => {
    const { trial } = await upgradeTo('the second document\n', { level: 'full' })
    expect(trial).toMatchObject({ contractTests: 2, otherTests: 38 })
    expect(await read(document)).toBe('the second document\n')
    expect(await read('packages/types/schemas/generated.json')).toBe('of the second document\n')
  })

  test('a build that fails leaves the tree as it was', async () => {
    expect(await refusalOf('unbuildable\n')).toMatch(
      /^The build: `pnpm run build` ended with 1:\n[^]*cannot be built/,
    )
  })

  test('a contract test that fails leaves the tree as it was', async () => {
    expect(await refusalOf('broken\n')).toMatch(
      /^The contract tests: `pnpm .*\n[^]*FAIL.*the document is kept to\nAssertionError: .*broken/,
    )
  })

  test('a check that fails leaves the tree as it was', async () => {
    expect(await refusalOf('ugly\n', { level: 'full' })).toMatch(/^The checks: [^]*is not formatted/)
  })

  test('a plan that says something else than the generators is refused, and the file named', async () => {
    expect(await refusalOf('the third document\n', { generated: 'by hand\n' })).toMatch(
      /^The generators make something else [^]*\n {2}packages\/types\/schemas\/generated\.json$/,
    )
  })

  test('changes that git does not know are told before anything is tried', async () => {
    const file = 'packages/types/schemas/generated.json'
    const text = await read(file)
    await expect(upgradeTo('the third document\n', { edit: 'another edit\n' })).rejects.toThrow(
      /^These files would be written, and hold changes that git does not know[^]*\n {2}packages\/types\/schemas\/generated\.json$/,
    )
    expect(await read(file)).toBe('another edit\n')
    writeFileSync(path.join(root, file), text)
  })

  test('a tree that somebody changes meanwhile keeps what they wrote', async () => {
    const meanwhile = () => writeFileSync(path.join(root, document), 'an edit\n')
    const upgrading = upgradeTo('the fourth document\n', { meanwhile })
    await expect(upgrading).rejects.toThrow(`${document}: has changed since it was read`)
    expect(await read(document)).toBe('an edit\n')
  })
})
