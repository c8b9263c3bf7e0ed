import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { specsFolder } from '../src/specs-folder.ts'
import { runCli, runHere } from './plan/run.ts'
import { parseYaml } from '@apikley/pages'

const run = (...args: string[]) => runHere('diff', ...args)
const fileOf = (name: string) => fileURLToPath(new URL(`judging/cases/${name}`, import.meta.url))
const files = (name: string) => ['before.yaml', 'after.yaml'].map((file) => fileOf(`${name}/${file}`))

const folder = mkdtempSync(path.join(tmpdir(), 'spec-diff-'))
afterAll(() => rmSync(folder, { recursive: true }))
const write = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text)
  return path.join(folder, name)
}

describe('spec diff', () => {
  test('prints the bump and the changes of two files, JSON as well as YAML', async () => {
    const [before = '', after = ''] = files('task-states')
    const expected = readFileSync(fileOf('task-states/expected.md'), 'utf8')
    const json = JSON.stringify(parseYaml(readFileSync(before, 'utf8'), before))
    const { code: status, stdout, stderr } = await runCli('diff', write('old.json', json), after)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.split('\n').toSorted()).toEqual(expected.split('\n').toSorted())
  })

  test('prints JSON of the documented form', async () => {
    const { code: status, stdout } = await run(...files('price-default'), '--json')
    expect(status).toBe(0)
    const input =
      '/paths/~1api~1v1~1jobs~1createTask/post/requestBody/content/application~1json/schema/properties/input'
    expect(JSON.parse(stdout)).toEqual({
      bump: 'minor',
      changes: expect.arrayContaining([
        {
          id: 'money-default',
          place: `${input}/properties/duration`,
          direction: 'send',
          level: 'minor',
          text: 'Change what a task costs that leaves out `input.duration` of lantern/flicker-1: the default goes from "5" to "10".',
          model: 'lantern/flicker-1',
          money: true,
          behaviour: true,
        },
      ]),
    })
  })

  test('says of two equal documents that nothing changed', async () => {
    const [before = ''] = files('price-default')
    expect(JSON.parse((await run(before, before, '--json')).stdout)).toEqual({ bump: 'none', changes: [] })
  })

  test('asks the type judge too about documents that become types, and tells nothing twice', async () => {
    const { code: status, stdout } = await run(...files('request-forms'), '--json')
    const { bump, changes }: { bump: string; changes: { id: string; text: string }[] } = JSON.parse(stdout)
    expect({ status, bump }).toEqual({ status: 0, bump: 'major' })
    const judges = changes.map(({ id }) => id.replace(/-.*/, ''))
    expect(judges).toEqual(expect.arrayContaining(['request', 'types']))
    expect(new Set(changes.map(({ text }) => text)).size).toBe(changes.length)
  })

  test('has at most words to lose over a component by another name', async () => {
    const bundle = readFileSync(new URL('openapi.json', specsFolder), 'utf8')
    const renamed = bundle
      .replaceAll('schemas/CreatedTask"', 'schemas/MadeTask"')
      .replace('"CreatedTask":', '"MadeTask":')
    const { stdout } = await run(write('bundle.json', bundle), write('renamed.json', renamed), '--json')
    expect(renamed).not.toBe(bundle)
    expect(['none', 'patch']).toContain(JSON.parse(stdout).bump)
  })

  test('judges by the rules alone what cannot become types, and says so', async () => {
    const { code: status, stdout, stderr } = await run(...files('request-limits-tightened'), '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ bump: 'major' })
    expect(stderr).toContain("the client cannot check the keyword 'maxProperties'")
  })

  test('exits with 1 when it cannot tell, and says why', async () => {
    const [before = ''] = files('price-default')
    const { code: status, stdout, stderr } = await run(before, '/nowhere/new.yaml')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('/nowhere/new.yaml: ENOENT')
  })
})

describe('spec diff refuses, with the reason,', () => {
  const [before = ''] = files('price-default')
  const dangling = "openapi: 3.1.0\npaths:\n  /lamps:\n    $ref: '#/components/pathItems/Gone'\n"
  const inputs: Readonly<Record<string, readonly [readonly string[], string]>> = {
    'a text that holds no OpenAPI': [[before, write('prose.md', 'Lamps are lit at dusk.\n')], 'prose.md'],
    'another version of the format': [[write('two.yaml', "swagger: '2.0'\npaths: {}\n"), before], 'two.yaml'],
    'a reference that leads nowhere': [
      [before, write('dangling.yaml', dangling)],
      '#/components/pathItems/Gone points to nothing',
    ],
    'one file': [[before], 'Usage: spec diff [options] <old> <new>'],
    'an option that it does not know': [[before, before, '--jsn'], 'Did you mean --json?'],
  }

  test.each(Object.entries(inputs))('%s', async (_, [args, reason]) => {
    const { code, stderr } = await runHere('diff', ...args)
    expect(code).toBeGreaterThan(0)
    expect(stderr).toContain(reason)
  })
})
