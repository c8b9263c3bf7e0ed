import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ruleTable } from '../src/judges/rules/table-markdown.ts'
import { repairTable } from '../src/pages/repairs/table-markdown.ts'
import { repositoryRoot, specsFolder } from '../src/specs-folder.ts'

const readme = readFileSync(new URL('README.md', specsFolder), 'utf8')

function between(start: string, end: string): string | undefined {
  return readme.split(`${start}\n\n`)[1]?.split(`\n${end}`)[0]
}

test('specs/README.md quotes the table of rules as it is', () => {
  expect(between('<!-- rules -->', '<!-- end of rules -->')).toBe(ruleTable())
})

test('specs/README.md quotes the table of repairs as it is', () => {
  expect(between('<!-- repairs -->', '<!-- end of repairs -->')).toBe(repairTable())
})

test('specs/README.md shows what a plan prints', () => {
  const [, page = '', shown = ''] = /```\n\$ pnpm run spec plan (\S+)\n([^]*?)```/.exec(readme) ?? []
  const { stdout } = spawnSync(process.execPath, ['packages/spec-tools/src/cli.ts', 'plan', page], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  })
  // What else waits for the next release is told there too, and raises the packages further.
  const [pages = '', changes = ''] = shown.split('\n\n')
  const lines = [...pages.split('\n'), ...changes.split('\n').slice(1)]
  expect(lines).toHaveLength(3)
  for (const line of lines) expect(stdout.split('\n')).toContain(line)
})
