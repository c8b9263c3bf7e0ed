import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, test } from 'vitest'
import { runProgram } from '../../src/consumers/program.ts'

const examples = path.resolve(import.meta.dirname, '../../examples')
const vitest = path.join(
  path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
)

// Each has a test on a clock that stands still, which ends only where the client waits for nothing. That for Jest runs in
// `compatibility`, which downloads it.
const runners = [
  { name: 'vitest', args: [vitest, 'run', 'vitest.test.js'], passed: /Tests +2 passed \(2\)/ },
  { name: 'node', args: ['--test', '--test-reporter=tap', 'node.test.js'], passed: /^# pass 2$/m },
]

test.for(runners)('the example for $name runs', async ({ args, passed }) => {
  const { code, stdout, stderr } = await runProgram(process.execPath, args, { cwd: examples })
  expect(stdout + stderr).toMatch(passed)
  expect(code).toBe(0)
})

test.for(['order-clip.js', 'vitest.test.js'])("the mock's README shows %s as it is run", (name) => {
  const readme = readFileSync(new URL('../../../mock/README.md', import.meta.url), 'utf8')
  expect(readme).toContain(`\`\`\`js\n${readFileSync(path.join(examples, name), 'utf8')}\`\`\`\n`)
})
