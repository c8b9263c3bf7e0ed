import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ruleTable } from '../../../src/judges/rules/table-markdown.ts'
import { specsFolder } from '../../../src/specs-folder.ts'

test('specs/README.md quotes the table of rules as it is', () => {
  const readme = readFileSync(new URL('README.md', specsFolder), 'utf8')
  const [, quoted] = /<!-- rules -->\n\n([\s\S]*?)\n<!-- end of rules -->/.exec(readme) ?? []
  expect(quoted).toBe(ruleTable())
})
