import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeYaml } from '@apikley/pages'
import { at, type Json, objectAt, parseJson } from '@apikley/pages/document'
import { runCli, runHere } from '../plan/run.ts'
import { copyRepository, removeCopy } from '../plan/set-up.ts'
import { makeTree, readTree, removeTree } from '../writing/tree.ts'
import { wholePage } from './page.ts'
import { spoilEverywhere } from './spoil.ts'

const code = '\u2028*@description / prompt: string }; (globalThis as any).__ran = true; interface Y { /*'
const loud = 'x\u001b[2J\u009b2J\u202e\n::add-mask::y\n##[group]z'
/** What a terminal would obey or hide, and what a workflow's log would take for a command. */
const obeyed = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\s*::|##\[/mu

let root: string
let pages: string
beforeAll(async () => {
  root = await copyRepository()
  const page = (...changes: readonly [string, string][]): string =>
    writeYaml(
      changes.reduce<Json>((document, [from, to]) => spoilEverywhere(document, from, to), wholePage()),
    )
  pages = await makeTree({
    'code.yaml': page(
      ['What to show.', code],
      ['Prompt', `${code} ${loud}`],
      ['a lamp', `*/ ${code}`],
      ['small', loud],
    ),
    'repaired.yaml': page(
      ['clay/still', 'clay/other'],
      ['Frame', loud],
      ['X-Trace', loud],
      ['^[^<>]+$', '(a+)+\u202e$'],
    ),
    'no-pattern.yaml': page(['clay/still', 'clay/third'], ['^[^<>]+$', `(${loud}`]),
    'other.yaml': page(['/api/v1/jobs/createTask', `/${loud}`]),
  })
})
afterAll(() => Promise.all([removeCopy(root), removeTree(pages)]))

const cli = async (command: string, ...args: string[]) => {
  const { code: exit, stdout, stderr } = await runHere(command, ...args, '--root', root)
  expect(stdout).not.toMatch(obeyed)
  expect(stderr).not.toMatch(obeyed)
  return { exit, stdout, stderr }
}
const file = (name: string) => path.join(pages, name)

describe('a page whose texts are code and commands', () => {
  test('is planned, told and written as text, and what is generated of it does nothing', async () => {
    // In a process of its own, whose output is all that comes of it.
    const planned = await runCli('plan', file('code.yaml'), '--root', root)
    expect(planned).toMatchObject({ code: 0 })
    expect(planned.stdout + planned.stderr).not.toMatch(obeyed)
    expect(planned.stdout).toContain('Add the model clay/still')
    const { exit, stdout } = await cli('plan', '--json', '--write', file('code.yaml'))
    expect(exit).toBe(0)
    expect(at(parseJson(stdout), 'written')).toBe(true)

    const tree = await readTree(root)
    expect(tree['.changeset/spec-upgrade.md']).not.toMatch(obeyed)
    const module = 'packages/types/src/generated/models/clay/still.ts'
    expect(tree[module]).toContain('__ran')
    const text = objectAt(
      parseJson(tree['specs/openapi.json'] ?? ''),
      'components',
      'schemas',
      'ClayStillInput',
    )
    expect(at(text, 'properties', 'prompt', 'description')).toBe(code)
    const program = `
      Object.defineProperty(globalThis, '__ran', { set: () => { throw new Error('it ran') } })
      const module = await import(${JSON.stringify(path.join(root, module))})
      console.log(Object.keys(module).join(), JSON.stringify(module.clayStill.schema.properties.size.enum))`
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
    })
    expect(printed).toBe(`clayStill ${JSON.stringify([loud, 'large'])}\n`)
    expect((await cli('plan', '--check')).exit).toBe(0)
  })

  test.each([
    ['plan', ['--json']],
    ['plan', ['--verbose']],
    ['import', []],
    ['import', ['--skip-refused', '--verbose']],
  ])('that are refused: spec %s %j shows why, and is not obeyed', async (command, options) => {
    const before = await readTree(root)
    const { exit, stdout, stderr } = await cli(
      command,
      ...options,
      file('no-pattern.yaml'),
      file('other.yaml'),
    )
    expect(exit).toBe(1)
    expect(stdout + stderr).toMatch(/u001b\[2J/)
    const isJson = options.includes('--json')
    expect(isJson ? at(parseJson(stdout), 'possible') : undefined).toBe(isJson ? false : undefined)
    expect(await readTree(root)).toEqual(before)
  })

  test('that are repaired are told of as text', async () => {
    const { exit, stdout } = await cli('plan', file('repaired.yaml'))
    expect(exit).toBe(0)
    expect(stdout).toMatch(/createTask take the header parameter x\\u001b/)
    expect(stdout).toMatch(/slow-pattern, line \d+: The pattern "\(a\+\)\+\\u202e\$" was left out/)
  })

  test('are compared with another as text', async () => {
    const before = file('before.yaml')
    await writeFile(before, writeYaml(wholePage()))
    const { code: exit, stdout } = await runHere('diff', before, file('code.yaml'))
    expect(exit).toBe(0)
    expect(stdout).toContain('Bump: major')
    expect(stdout).not.toMatch(obeyed)
  })

  test('stand in the summary of a refused upgrade as a block that they do not leave', async () => {
    const summary = file('summary.md')
    const { exit } = await cli('upgrade', '--summary', summary, file('other.yaml'))
    expect(exit).toBe(1)
    const text = await readFile(summary, 'utf8')
    expect(text).toMatch(/^## Nothing was written\n\n```\n[^]*u001b[^]*\n```\n$/)
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
  })
})
