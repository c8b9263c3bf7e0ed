import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseYaml, writeYaml } from '../../src/engines/js-yaml.ts'
import { at, listAt, parseJson } from '../../src/json.ts'
import { recoveryProblems } from '../../src/recovery/compare.ts'
import { readRecovery } from '../../src/recovery/recovery.ts'
import { specsFolder } from '../../src/specs-folder.ts'

const vendor = new URL('vendor/', specsFolder)
const read = (name: string) => readFileSync(new URL(name, vendor), 'utf8')
const pages = readdirSync(vendor)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replace(/\.txt$/, ''))

test('there are pages to prove', () => {
  expect(pages).toContain('kling-v2-1-master-text-to-video')
})

describe.each(pages)('%s', (page) => {
  const damage = parseJson(read(`${page}.damage.json`))
  const document = read(`${page}.yaml`)

  test("the recovered document holds the page's lines and nothing else", () => {
    expect(recoveryProblems(read(`${page}.txt`), document, readRecovery(page, damage))).toEqual([])
  })

  test('its indentation and its blank lines are those that its writer makes of its value', () => {
    const lines = writeYaml(parseYaml(document, page)).split('\n')
    for (const edit of listAt(damage, 'editedAfterWriting')) {
      const writer = listAt(edit, 'writer').map(String)
      const edited = listAt(edit, 'document').map(String)
      expect(at(edit, 'reason')).toMatch(/\w/)
      const start = lines.findIndex((_, index) =>
        writer.every((line, step) => lines[index + step]?.trim() === line),
      )
      expect(start).toBeGreaterThan(-1)
      const indent = lines[start]!.match(/^ */)![0]
      lines.splice(start, writer.length, ...edited.map((line) => indent + line))
    }
    expect(document.split('\n')).toEqual(lines)
  })
})
