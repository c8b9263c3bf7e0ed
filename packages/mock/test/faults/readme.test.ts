import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/faults/catalogue/index.ts'
import type { FaultName, FaultOptions } from '../../src/faults/fault.ts'
import { optionRules } from '../../src/faults/options.ts'
import { parseScenario } from '../../src/scenario/read-scenario.ts'
import { faultRow, optionRow, unpadded } from '../support/fault-table.ts'

const home = new URL('../../', import.meta.url)
const readme = await readFile(new URL('README.md', home), 'utf8')
const tables = unpadded(readme)

/** The first code block of a language behind a heading. */
function blockUnder(heading: string, language: string): string {
  const [, block] =
    new RegExp(`\n#+ ${heading}\n[\\s\\S]*?\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(readme) ?? []
  if (block === undefined) throw new Error(`There is no ${language} under ${heading}`)
  return block
}

test.each(Object.keys(catalogue) as FaultName[])('it shows %s as the catalogue has it', (kind) => {
  expect(tables).toContain(unpadded(faultRow(kind)))
})

test.each(Object.keys(optionRules) as (keyof FaultOptions)[])('it explains %s', (name) => {
  expect(tables).toContain(unpadded(optionRow(name)))
})

test('its scenario is one', () => {
  const [, scenario = ''] = /<<'END'\n([\s\S]*?)\nEND\n/.exec(readme) ?? []
  expect(parseScenario(scenario, 'faults.json').faults).toHaveLength(2)
})

describe('its examples run', () => {
  test.each(['A test that loses a response', 'A failing webhook', 'A load test'])('%s', async (heading) => {
    const flags = ['--conditions=@apikley/source', '--input-type=module-typescript']
    const child = spawn(process.execPath, [...flags, '--eval', blockUnder(heading, 'ts')], {
      cwd: fileURLToPath(home),
    })
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect([stderr, code]).toEqual(['', 0])
  })
})
