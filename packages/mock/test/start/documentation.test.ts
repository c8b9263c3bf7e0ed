import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { help } from '../../src/cli/help.ts'
import { useMock } from '../support/mock.ts'

const home = new URL('../../', import.meta.url)
const read = (file: string) => readFile(new URL(file, home), 'utf8')
const readme = await read('README.md')
const options = await read('docs/options.md')
const adminApi = await read('docs/admin-api.md')

test('the example of the README runs', async () => {
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
  const flags = ['--conditions=@apikley/source', '--input-type=module-typescript']
  const child = spawn(process.execPath, [...flags, '--eval', example], { cwd: fileURLToPath(home) })
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect([stderr, code]).toEqual(['', 0])
})

test('the commands of the admin API work', async () => {
  const { url } = await useMock()
  const [admin = ''] = /^admin\(\) \{.*\}$/m.exec(adminApi) ?? []
  const commands = [...adminApi.matchAll(/^admin (?!events)[^\n#]+/gm)].map(([command]) => command)
  expect(commands).toHaveLength(6)
  const script = [`mock=${url}`, admin, ...commands.map((command) => `${command}; echo`)].join('\n')
  const child = spawn('sh', ['-e', '-c', script])
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect([stderr, answers.length]).toEqual(['', commands.length])
  expect(answers.filter(({ code = 200 }) => code !== 200)).toEqual([])
})

test('every option of startMock is explained', async () => {
  const source = await readFile(new URL('src/options.ts', home), 'utf8')
  const [, body = ''] = /interface MockOptions \{([\s\S]*?)\n\}/.exec(source) ?? []
  const names = [...body.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(8)
  for (const name of names) expect(options).toContain(`\`${name}\``)
})

test('every option of the program is explained', () => {
  const flags = [...help.matchAll(/--([a-z-]+)/g)].map(([flag]) => flag)
  expect(flags.length).toBeGreaterThan(8)
  for (const flag of flags) expect(options).toContain(`\`${flag}\``)
})
