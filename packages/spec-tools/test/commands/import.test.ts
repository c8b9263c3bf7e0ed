import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bundleText, makeBundle } from '../../src/bundle/bundle.ts'
import { runCommandLine } from '../../src/command-line.ts'
import { at, objectAt, parseJson } from '@apikley/pages/document'
import { readLock } from '../../src/sources/lock-text.ts'
import { readSources } from '../../src/sources/read.ts'
import { specsFolder } from '../../src/specs-folder.ts'
import { site } from '../fetching/site.ts'
import { inventedMarkdown } from '../sources/invented-page.ts'
import { ourSources } from '../sources/our-page.ts'

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
const docs = site()
let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'import-'))
  cpSync(specsFolder, join(root, 'specs'), {
    recursive: true,
    filter: (name) => !name.includes('node_modules'),
  })
})
afterEach(() => rmSync(root, { recursive: true }))

interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The command as people call it. */
function runProcess(...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, [cli, 'import', '--root', root, ...args])
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  }
  return new Promise((resolve) => void child.once('close', (status) => resolve({ status, ...texts })))
}

/** The command without a process of its own, which takes longer to start than all that it does. */
async function run(...args: string[]): Promise<Run> {
  const printed = { log: '', error: '' }
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => {
      printed[method] += `${line}\n`
    })
  }
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed.error += String(text)
    return true
  })
  try {
    const status = await runCommandLine(['import', '--root', root, ...args])
    return { status, stdout: printed.log, stderr: printed.error }
  } finally {
    vi.restoreAllMocks()
  }
}

const page = (name: string, text: string) => {
  writeFileSync(join(root, name), text)
  return join(root, name)
}
const twin = { server: 'https://api.kie.ai' }
const bundle = () => objectAt(parseJson(readFileSync(join(root, 'specs/openapi.json'), 'utf8')))
const everything = () =>
  readdirSync(join(root, 'specs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => [file, readFileSync(file, 'utf8')])

test('our own page, as it came, becomes the committed bundle by itself', async () => {
  const own = `${ourSources().pages[0]!.lock.page}.txt`
  rmSync(join(root, 'specs/vendor'), { recursive: true })
  rmSync(join(root, 'specs/openapi.json'))
  const { pages: _, ...lock } = objectAt(parseJson(readFileSync(join(root, 'specs/sources.json'), 'utf8')))
  writeFileSync(join(root, 'specs/sources.json'), JSON.stringify({ ...lock, pages: [] }))
  expect(await runProcess(fileURLToPath(new URL(`vendor/${own}`, specsFolder)))).toMatchObject({
    status: 0,
    stderr: '',
  })
  const made = (file: string) => readFileSync(join(root, 'specs', file), 'utf8')
  expect(made('openapi.json')).toBe(bundleText(makeBundle(ourSources())))
  for (const file of [`vendor/${own}`, `vendor/${own.replace('.txt', '.yaml')}`]) {
    expect(made(file)).toBe(readFileSync(new URL(file, specsFolder), 'utf8'))
  }
  const { taken, ...entry } = ourSources().pages[0]!.lock
  expect(taken).toMatch(/^\d{4}-\d\d-\d\d$/)
  expect(readLock(parseJson(made('sources.json'))).pages).toEqual([{ ...entry, taken: expect.any(String) }])
  expect(entry.repairs.map(({ name, line }) => [name, line])).toEqual([
    ['stray-line', 11],
    ['edited-text', 205],
    ['hidden-email', 19],
  ])
})

test('what a person chose is kept, so that the same text needs nobody again', async () => {
  const text = readFileSync(new URL('../../../pages/test/fixtures/pages/brook.yaml', import.meta.url), 'utf8')
  const file = page('brook.txt', text.replaceAll(/^ +/gm, '').replaceAll(/https:.*$/gm, twin.server))
  const first = await run(file)
  expect(first).toMatchObject({ status: 1, stdout: expect.stringContaining('can stand in two places') })
  const choices = [...first.stdout.matchAll(/--choose '(.*(?:seconds|stereo))'/g)].map(
    ([, choice = '']) => choice,
  )
  expect(await run(...choices.flatMap((choice) => ['--choose', choice]), file)).toMatchObject({
    stdout: expect.stringContaining('two places are chosen for one line'),
  })
  const inner = choices.filter((choice) => choice.includes('/input/'))
  const chosen = await run(...inner.flatMap((choice) => ['--choose', choice]), file)
  expect(chosen).toMatchObject({ status: 0, stdout: expect.stringContaining('chosen-place, line') })
  const before = everything()
  expect(await run(file)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Nothing has changed.'),
  })
  expect(everything()).toEqual(before)
  expect(readSources(pathToFileURL(join(root, 'specs/'))).pages.map(({ lock }) => lock.model)).toContain(
    'brook/sound-1.5',
  )
})

test('a page comes in: file, lock and bundle, a line for the page, and what to run next', async () => {
  const file = page('lantern.md', inventedMarkdown({ model: 'lantern/mini-2', ...twin }))
  const { status, stdout, stderr } = await run(file)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^new +lantern\/mini-2 .*lantern\.md → specs\/vendor\/lantern-mini-2/),
    '  Known of the twin API only: unverified for Apikley.',
    'Written: specs/vendor/lantern-mini-2.md, specs/sources.json, specs/openapi.json',
    expect.stringMatching(/^Next: `pnpm run generate`/),
    '',
  ])
  expect(readFileSync(join(root, 'specs/vendor/lantern-mini-2.md'), 'utf8')).toBe(readFileSync(file, 'utf8'))
  expect(at(bundle(), 'components', 'schemas', 'LanternMini2Input', 'type')).toBe('object')
  expect(await run(file)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^unchanged [^]*\nNothing has changed\.\n$/),
  })
})

test('a repair that changes the meaning is told in full, with its line', async () => {
  const text = inventedMarkdown({ model: 'lantern/mini-2', ...twin }).replace(
    /( +)prompt:\n/,
    '$1"prompt ":\n',
  )
  const { stdout } = await run(page('lantern.md', text))
  expect(stdout).toMatch(/ {2}space-in-name, line \d+: The property "prompt " /)
})

describe('nothing is written, and the exit code is not 0,', () => {
  const good = () => page('good.md', inventedMarkdown({ model: 'good', ...twin }))

  test.each<[string, () => string[], RegExp]>([
    [
      'when one of several pages is refused',
      () => [good(), page('bad.md', '# Prose\n')],
      /1 of 2 pages are refused\. `--skip-refused`/,
    ],
    ['when there is no page at all', () => [join(root, 'specs/overlays')], /no page of a model/],
    [
      'when all pages are refused, whatever is asked',
      () => ['--skip-refused', page('bad.md', '')],
      /^The page is refused\.\nNothing was written\.\n$/,
    ],
    [
      'when a choice is meant for several pages',
      () => ['--choose', 'model=a', good(), page('b.md', inventedMarkdown({ model: 'b', ...twin }))],
      /--choose decides about one page/,
    ],
    ['when an option is not known', () => ['--force', good()], /--force/],
  ])('%s', async (_, args, says) => {
    const named = args()
    const before = everything()
    const { status, stderr } = await run(...named)
    expect(stderr).toMatch(says)
    expect(status).toBe(named.includes('--force') ? 2 : 1)
    expect(everything()).toEqual(before)
  })

  test('when a server fails', async () => {
    docs.pages.set('/a.md', (_, response) => response.writeHead(500).end())
    const before = everything()
    const { status, stderr } = await runProcess(good(), `${docs.origin}/a.md`)
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `${docs.origin}/a.md: answers HTTP 500.\nNothing was written.\n`,
    })
    expect(everything()).toEqual(before)
  })
})

test('with --skip-refused the others come in', async () => {
  const pages = [page('good.md', inventedMarkdown({ model: 'good', ...twin })), page('bad.md', '# Prose\n')]
  const { status, stdout } = await run('--skip-refused', ...pages)
  expect(status).toBe(0)
  expect(stdout).toMatch(/^refused .*bad\.md\n {2}.*holds no OpenAPI document/)
  expect(existsSync(join(root, 'specs/vendor/good.md'))).toBe(true)
})

test('an index is walked; a page that it lists no longer stays until --withdraw says otherwise', async () => {
  for (const model of ['a', 'b']) docs.pages.set(`/${model}.md`, inventedMarkdown({ model, ...twin }))
  const list = (...names: string[]) =>
    `# Docs\n\n${names.map((name) => `- [${name}](/${name}.md)`).join('\n')}\n`
  docs.pages.set('/start.md', '# Start\n')
  docs.pages.set('/llms.txt', list('a', 'b', 'start'))
  const url = `${docs.origin}/llms.txt`
  const first = await run('--rate', '1000', url)
  expect(first).toMatchObject({ status: 0, stderr: 'fetched 3 of 3 pages\n' })
  expect(first.stdout).toContain(
    'passed over 1: 1 × holds no OpenAPI document, only prose (--verbose lists them)',
  )
  docs.pages.set('/llms.txt', list('a'))
  expect((await run(url)).stdout).toContain(
    `withdrawn b  ${url} → specs/vendor/b\n  ${url} does not list the page any more.\n  ` +
      'Its model stays, until --withdraw takes it out of the packages.\nNothing has changed.',
  )
  expect((await run('--withdraw', '--verbose', url)).stdout).toMatch(
    /^unchanged a [^]*withdrawn b [^]*b\.md \(deleted\)/,
  )
  expect(existsSync(join(root, 'specs/vendor/b.md'))).toBe(false)
  expect(at(bundle(), 'components', 'schemas', 'BInput')).toBeUndefined()
})

test('without a source it says how it is called', async () => {
  expect(await run()).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Usage: spec import [options] <sources...>'),
  })
})
