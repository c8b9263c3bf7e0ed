import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import path from 'node:path'
import { mustRun } from '../consumers/program.ts'
import { inventPages, writePages } from './invented-pages.ts'
import { copyRepository } from './repository-copy.ts'

// Runs every test and check of the repository in a copy of it that has imported many invented models.

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
})
const copy = await copyRepository()
const cwd = copy.folder
const timed = (what: string, run: () => number | null): number => {
  const begin = performance.now()
  const code = run() ?? 1
  console.log(`${what}: ended with ${code} after ${Math.round((performance.now() - begin) / 1000)} s`)
  return code
}
const script = (name: string): number =>
  timed(name, () => spawnSync('pnpm', ['run', name], { cwd, stdio: 'inherit' }).status)
try {
  const folder = await writePages(
    path.join(cwd, '.turbo', 'pages'),
    inventPages(Number(values.count), Number(values.seed)),
  )
  const plan = ['packages/spec-tools/src/cli.ts', 'plan', folder, '--write']
  let code = timed(`plan of ${values.count} pages`, () => spawnSync(process.execPath, plan, { cwd }).status)
  if (code === 0) {
    // What is there now is what was released last, as it is for whoever upgrades next.
    await mustRun('git', ['add', '--all'], { cwd })
    const author = ['-c', 'user.name=models', '-c', 'user.email=models@example.com']
    await mustRun('git', [...author, 'commit', '--quiet', '--message', 'Many models'], { cwd })
    code = Math.max(script('test'), script('check'))
  }
  process.exitCode = code
} finally {
  await copy.close()
}
