import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { withFaultTables } from '../../build/fault-tables.ts'
import { catalogue } from '../../src/faults/catalogue/index.ts'
import { optionRules } from '../../src/faults/options.ts'
import { parseScenario } from '../../src/scenario/read-scenario.ts'

const home = new URL('../../', import.meta.url)
const page = await readFile(new URL('docs/faults.md', home), 'utf8')

/** The first code block of a language behind a heading. */
function blockUnder(heading: string, language: string): string {
  const [, block] =
    new RegExp(`\n#+ ${heading}\n[\\s\\S]*?\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page) ?? []
  if (block === undefined) throw new Error(`There is no ${language} under ${heading}`)
  return block
}

test('its tables have every kind and field as the catalogue has them', () => {
  for (const kind of Object.keys(catalogue))
    expect(page).toMatch(new RegExp(`^\\| \`\\w+ ${kind}\` +\\| \\S`, 'm'))
  for (const name of Object.keys(optionRules))
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` +\\| \\S`, 'm'))
  expect(withFaultTables(page)).toBe(page)
})

test('its scenario is one', () => {
  const [, scenario = ''] = /<<'END'\n([\s\S]*?)\nEND\n/.exec(page) ?? []
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
