import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { actionlint } from './workflows/actionlint.ts'
import { judgeWorkflow } from './workflows/judge.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const files = globSync('.github/workflows/*.{yml,yaml}', { cwd: root })
if (files.length === 0) throw new Error('There are no workflows in .github/workflows.')
for (const file of files) {
  const text = readFileSync(path.join(root, file), 'utf8')
  for (const problem of [...(await actionlint(text, file)), ...judgeWorkflow(text)]) {
    console.error(`${file}: ${problem}`)
    process.exitCode = 1
  }
}
