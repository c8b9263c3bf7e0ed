import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isObject, objectAt, parseJson } from '@apikley/pages/document'
import { makeTree, readTree, removeTree } from '../writing/tree.ts'
import { runCli, runHere } from './run.ts'
import { copyRepository, lanternPage, kitePage, removeCopy } from './set-up.ts'

let root: string
let pages: string
beforeEach(async () => {
  root = await copyRepository()
  pages = await makeTree({
    'lantern.yaml': await lanternPage(),
    'narrowed.yaml': await kitePage(["['5', '10']", "['5']"]),
    'other.yaml': (await lanternPage()).replace('/api/v1/jobs/createTask', '/api/v1/jobs/other'),
  })
})
afterEach(() => Promise.all([removeCopy(root), removeTree(pages)]))

const plan = (...args: string[]) => runHere('plan', '--root', root, ...args)
const released = (...args: string[]) => runHere('released', '--root', root, ...args)
const page = (name: string) => path.join(pages, name)

// Compilers are loaded, in processes of their own, too.
describe('spec plan', () => {
  test('prints pages, changes, packages and what to do, and writes nothing', async () => {
    const before = await readTree(root)
    const { code, stdout } = await runCli('plan', '--root', root, page('lantern.yaml'), page('narrowed.yaml'))
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Pages\n {2}changed +kite\/[^]*\n {2}new +lantern\/mini-2/)
    expect(stdout).toMatch(/^ {2}minor {2}Add .*lantern\/mini-2.* \[rules, types\]$/m)
    expect(stdout).toMatch(/^ {2}major {2}Remove "?10/m)
    expect(stdout).toMatch(/^ {2}@apikley\/types +major +rules and types: Remove/m)
    expect(stdout).toMatch(/^ {2}@apikley\/mock +minor /m)
    expect(stdout).toMatch(/nothing was written: add --write to carry it out\.\n$/)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(180)
    expect(await readTree(root)).toEqual(before)
  })

  test('--write carries it out, and then there is nothing left to do', async () => {
    const { code, stdout } = await plan(page('lantern.yaml'), '--write')
    expect(code).toBe(0)
    expect(stdout).toMatch(/files written, 0 deleted\.\n$/)
    const tree = await readTree(root)
    expect(tree['specs/vendor/lantern-mini-2.yaml']).toBe(await lanternPage())
    expect(tree['packages/types/src/generated/models/lantern/mini-2.ts']).toContain('lanternMini2')
    expect(tree['.changeset/spec-upgrade.md']).toContain("'@apikley/types': minor")
    const again = await plan(page('lantern.yaml'))
    expect(again.stdout).toContain('All files are as they should be')
    expect(await readTree(root)).toEqual(tree)
  })

  test('--check tells of what does not follow from the pages, and who may have written it', async () => {
    await plan(page('lantern.yaml'), '--write')
    expect(await plan('--check')).toMatchObject({ code: 0, stdout: 'Everything is as specs/ says it.\n' })
    const made = [
      'packages/types/src/generated/models/lantern/mini-2.ts',
      'packages/types/src/generated/models/lantern/other.ts',
      'packages/types/schemas/lantern/mini-2.json',
      '.changeset/spec-upgrade.md',
      'specs/openapi.json',
    ]
    for (const file of made) await writeFile(path.join(root, file), 'by a test\n')
    const { code, stderr } = await runCli('plan', '--check', '--root', root)
    expect(code).toBe(1)
    for (const file of made) expect(stderr).toContain(`  ${file}\n`)
    const withPage = await plan('--check', page('lantern.yaml'))
    expect(withPage).toMatchObject({ code: 1, stderr: expect.stringContaining('--check takes nothing in') })
    const withWrite = await plan('--check', '--write')
    expect(withWrite.code).toBe(2)
    expect(withWrite.stderr).toContain("'--check' cannot be used with option '--write'")
  })

  test('--json prints the plan as a value', async () => {
    const { code, stdout } = await plan(page('narrowed.yaml'), '--json')
    expect(code).toBe(0)
    const value = objectAt(parseJson(stdout))
    expect(value).toMatchObject({
      possible: true,
      written: false,
      bump: 'major',
      pages: [{ status: 'changed', model: 'kite/1-text-to-video' }],
      packages: [{ package: '@apikley/types' }, { package: '@apikley/client' }, { package: '@apikley/mock' }],
      blockers: [],
    })
    const { changes } = value
    expect(changes).toContainEqual(
      expect.objectContaining({
        id: 'request-enum-value-removed',
        place: expect.stringContaining('/duration'),
        direction: 'send',
        level: 'major',
        text: expect.stringContaining('10'),
        judges: ['rules', 'types'],
      }),
    )
  })

  test('a page that is refused stops everything, with its line, and nothing is written', async () => {
    const before = await readTree(root)
    const { code, stdout } = await plan(page('lantern.yaml'), page('other.yaml'), '--write')
    expect(code).toBe(1)
    expect(stdout).toMatch(/refused +.*other\.yaml[^]*other\.yaml:\d+: .*no createTask/)
    expect(stdout).toMatch(/\nNothing was written: .* --skip-refused .*\n$/)
    expect(await readTree(root)).toEqual(before)
  })

  test('--skip-refused takes in the others, and still says what was refused', async () => {
    const { code, stdout } = await plan(page('lantern.yaml'), page('other.yaml'), '--write', '--skip-refused')
    expect(code).toBe(0)
    expect(stdout).toMatch(/refused +.*other\.yaml[^]*no createTask[^]*It is left out\./)
    expect(Object.keys(await readTree(root))).toContain('specs/vendor/lantern-mini-2.yaml')
  })

  test('an option that it does not know is explained', async () => {
    const before = await readTree(root)
    const { code, stdout, stderr } = await plan('--wirte', page('lantern.yaml'))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/unknown option '--wirte'\n\(Did you mean --write\?\)[^]*Usage: spec plan/)
    expect(await readTree(root)).toEqual(before)
  })

  test('without a baseline it says where to take it from', async () => {
    await removeTree(path.join(root, 'specs/released.json'))
    const { code, stderr } = await plan(page('lantern.yaml'))
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('specs/released.json: is missing.'),
    })
  })

  test('every command first completes a write that was interrupted', async () => {
    // What a writer leaves that was killed when its steps were listed.
    const [file, text] = ['specs/added.txt', 'complete']
    const step = { file, before: null, after: Buffer.from(text).toString('base64') }
    await mkdir(path.join(root, '.spec-writing'))
    // The number of no process.
    await writeFile(
      path.join(root, '.spec-writing/log.json'),
      JSON.stringify({ pid: 2 ** 22 + 1, begun: Date.now(), steps: [step] }),
    )
    const { code, stderr } = await runCli('released', '--check', '--root', root)
    expect(stderr).toContain('An earlier command was interrupted while it wrote; its 1 file is complete now.')
    expect(code).toBe(0)
    const tree = await readTree(root)
    expect(tree[file]).toBe(text)
    expect(Object.keys(tree).filter((name) => name.startsWith('.spec-writing'))).toEqual([])
  })

  test('released records the bundle, which --check compares', async () => {
    expect(await released('--check')).toMatchObject({ code: 0 })
    await plan(page('lantern.yaml'), '--write')
    expect(await released('--check')).toMatchObject({ code: 1 })
    expect(await released()).toMatchObject({ code: 0, stdout: 'specs/released.json: written\n' })
    expect(await released('--check')).toMatchObject({ code: 0 })
    const { 'specs/released.json': baseline = '', 'specs/openapi.json': bundle = '' } = await readTree(root)
    expect(baseline.split('\n')).toHaveLength(2)
    expect(parseJson(baseline)).toEqual(parseJson(bundle))
    expect(isObject(parseJson(baseline))).toBe(true)
  })
})
