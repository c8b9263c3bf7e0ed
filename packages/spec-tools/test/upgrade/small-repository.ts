import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { git } from '../../src/git.ts'

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`

const config = (
  name: string,
) => `const project = { test: { name: '${name}', globals: true, include: ['test/**/*.test.ts'] } }
export default { test: { projects: [project] } }
`

const files: Readonly<Record<string, string>> = {
  'package.json': json({
    name: 'root',
    private: true,
    scripts: {
      build: 'node build.mjs',
      generate: 'node generate.mjs',
      test: 'node test.mjs',
      check: 'node check.mjs',
    },
  }),
  'pnpm-workspace.yaml': 'packages: [packages/*]\nverifyDepsBeforeRun: false\n',
  '.gitignore': 'node_modules/\ndist/\n',
  // What is published is the document; a document that says so breaks the build.
  'build.mjs': `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
const text = readFileSync('specs/openapi.json', 'utf8')
if (text.includes('unbuildable')) throw new Error('cannot be built')
mkdirSync('packages/types/dist', { recursive: true })
writeFileSync('packages/types/dist/index.js', text)
`,
  'generate.mjs': `import { readFileSync, writeFileSync } from 'node:fs'
writeFileSync('packages/types/schemas/generated.json', 'of ' + readFileSync('specs/openapi.json', 'utf8'))
`,
  'test.mjs': `console.log('@apikley/types:test: 1 passed, 0 failed')
console.log('40 passed, 0 failed')
`,
  'check.mjs': `import { readFileSync } from 'node:fs'
if (readFileSync('specs/openapi.json', 'utf8').includes('ugly')) throw new Error('is not formatted')
`,
  'specs/openapi.json': 'the first document\n',
  'packages/types/package.json': json({ name: '@apikley/types', version: '1.0.0', files: ['dist'] }),
  'packages/types/schemas/generated.json': 'of the first document\n',
  'packages/types/vitest.config.mjs': config('types'),
  'packages/types/test/editor-docs.test.ts': `test('has docs', () => {})\n`,
  'packages/contract-tests/package.json': json({ name: '@apikley/contract-tests', private: true }),
  'packages/contract-tests/vitest.config.mjs': config('contract'),
  'packages/contract-tests/test/contract/contract.test.ts': `import { readFileSync } from 'node:fs'
test('the document is kept to', () => {
  expect(readFileSync('../../specs/openapi.json', 'utf8')).not.toContain('broken')
})
test('something else', () => {})
`,
}

/** A repository of the same build as ours, small enough to be tried within seconds. Returns its folder. */
export async function makeSmallRepository(): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'small-repository-'))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.join(root, path.dirname(file)), { recursive: true })
    await writeFile(path.join(root, file), text)
  }
  execFileSync('pnpm', ['install', '--lockfile-only', '--offline'], { cwd: root, stdio: 'pipe' })
  await git(root, 'init', '--quiet')
  await git(root, 'add', '--all')
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com']
  await git(root, ...author, 'commit', '--quiet', '--message', 'Begin')
  return root
}

export function removeSmallRepository(root: string): Promise<void> {
  return rm(root, { recursive: true, force: true })
}
