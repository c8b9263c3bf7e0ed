import { createRequire } from 'node:module'
import { watch } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startProgram } from '../../src/consumers/program.ts'
import { installProject } from '../../src/consumers/project.ts'
import { releaseFrom } from '../../src/consumers/rehearsal.ts'
import { compile, server } from '../../src/consumers/tsc.ts'
import { startRegistry, type LocalRegistry } from '../../src/consumers/verdaccio.ts'
import { type Edit, pages, writePage } from '../../src/upgrade/pages.ts'
import { copyRepository, type RepositoryCopy } from '../../src/upgrade/repository-copy.ts'

// The way of an upgrade, from pages to people who install it, on a copy of the repository. The tests build on each other.

const changeset = '.changeset/spec-upgrade.md'
const typescript = path.dirname(createRequire(import.meta.url).resolve('typescript/package.json'))

let copy: RepositoryCopy
let folder: string
let registry: LocalRegistry
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'apikley-pages-'))
  copy = await copyRepository()
  registry = await startRegistry()
  // From here on, what the repository holds is what was released last.
  await copy.script('version')
})
afterAll(async () => {
  await registry?.close()
  await copy?.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

interface PlanJson {
  bump: string
  changeset: string | null
  files: unknown[]
}

/** What is planned for a page of ours with words replaced; with `--write` it is carried out. */
async function plan(name: string, edits: readonly Edit[], ...options: string[]): Promise<PlanJson> {
  const page = await writePage(folder, name, ...edits)
  const { code, stdout, stderr } = await copy.spec('plan', page, '--json', ...options)
  if (code !== 0) throw new Error(`The plan ended with ${code}:\n${stdout}${stderr}`)
  return JSON.parse(stdout) as PlanJson
}

/** The versions of the public packages, as they stand in the copy. */
async function versions(): Promise<Record<string, string>> {
  const names = ['types', 'client', 'mock']
  const manifests = await Promise.all(names.map((name) => copy.read(`packages/${name}/package.json`)))
  return Object.fromEntries(
    manifests.map((text, index) => [names[index], (JSON.parse(text) as { version: string }).version]),
  )
}

describe('three more models', () => {
  test('are imported, tried and summed up as a minor release', async () => {
    const sources = await Promise.all(pages.map((name) => writePage(folder, name)))
    const summary = path.join(folder, 'summary.md')
    const options = ['--test', 'contract', '--summary', summary]
    const { code, stdout, stderr } = await copy.spec('upgrade', ...sources, ...options)
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.trim()).toBe((await readFile(summary, 'utf8')).trim())
    expect(stdout).toMatch(
      /\| `@apikley\/types` \| \*\*minor\*\* \|.*\| \d+\.\d kB → \d+\.\d kB \(\+\d+(?:\.\d k| )B\) \|/,
    )
    expect(stdout).toMatch(/Contract tests, .*: \d{3,} passed/)
    for (const model of ['brook/sound-1.5', 'harbour/clip-2', 'meadow/still_2.0']) {
      expect(stdout).toContain(`- **new** \`${model}\``)
      expect(await copy.read('specs/openapi.json')).toContain(`"${model}"`)
    }
    expect(stdout).toMatch(/Repair `bearer-scheme`/)
    expect(await copy.read(changeset)).toMatch(/^---\n'@apikley\/client': minor\n/)
  })

  test('are published, and a consumer compiles against all of them', async () => {
    const before = await versions()
    await copy.script('version')
    const after = await versions()
    expect(after['types']).toBe(after['client'])
    expect(after['types']).not.toBe(before['types'])
    expect(await copy.read('packages/types/CHANGELOG.md')).toContain('harbour/clip-2')
    await copy.script('build')
    await releaseFrom(copy.folder, registry.url)
    const project = await installProject(registry.url, [
      `@apikley/client@${after['client']}`,
      '@types/node@24',
    ])
    try {
      const errors = await compile(typescript, project, 'nodenext', programs, server)
      expect(errors.get('right.mts')).toEqual([])
      expect(errors.get('wrong.mts')?.join('\n')).toMatch(/'"fog"' is not assignable|Type '"fog"'/)
    } finally {
      await rm(project, { recursive: true, force: true })
    }
  })
})

const rightProgram = `import { createApikley } from '@apikley/client'
import { brookSound15 } from '@apikley/types/models/brook/sound-1.5'
import { harbourClip2 } from '@apikley/types/models/harbour/clip-2'
import { klingV21MasterTextToVideo } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { meadowStill20 } from '@apikley/types/models/meadow/still_2.0'
const models = [brookSound15, harbourClip2, klingV21MasterTextToVideo, meadowStill20]
const apikley = createApikley({ apiKey: 'fake-key-for-tests-0000', models })
await apikley.tasks.create({ model: 'brook/sound-1.5', input: { text: 'water', seconds: 3 } })
await apikley.tasks.create({ model: 'harbour/clip-2', input: { prompt: 'a ferry', weather: 'storm' } })
await apikley.tasks.create({ model: 'kling/v2-1-master-text-to-video', input: { prompt: 'a lighthouse' } })
await apikley.tasks.create({ model: 'meadow/still_2.0', input: { prompt: 'a meadow', frame: { width: 640 } } })
`
const programs = {
  'right.mts': rightProgram,
  'wrong.mts': rightProgram.replace("weather: 'storm'", "weather: 'fog'"),
}

describe('a page that changes', () => {
  const lost: Edit = ['                        - storm\n', '']
  const wordy: Edit = ['What the clip shows', 'What is to be seen in the clip']
  const seed: Edit = [
    '                    weather:',
    '                    seed:\n                      type: integer\n                    weather:',
  ]

  test('a field that comes and goes before the release leaves every file as it was', async () => {
    const before = await copy.digest()
    expect((await plan('harbour-clip.md', [seed], '--write')).bump).toBe('minor')
    expect(await copy.read(changeset)).toMatch(/Add.*input\.seed/)
    expect((await plan('harbour-clip.md', [], '--write')).bump).toBe('none')
    expect(await copy.digest()).toBe(before)
    await expect(copy.read(changeset)).rejects.toThrow('ENOENT')
  })

  test('a value that is lost makes it major, and the changelog names the value', async () => {
    const narrower = await plan('harbour-clip.md', [lost])
    expect(narrower.bump).toBe('major')
    expect(narrower.changeset).toMatch(/'@apikley\/mock': minor\n'@apikley\/types': major\n[^]*Remove.*storm/)
  })

  test('other words make it patch', async () => {
    expect((await plan('harbour-clip.md', [wordy])).bump).toBe('patch')
  })
})

describe('nothing is written', () => {
  const refused = async (sources: readonly string[], ...options: string[]) => {
    const before = await copy.digest()
    const { code, stderr } = await copy.spec('upgrade', ...sources, '--test', 'contract', ...options)
    expect({ code, changed: (await copy.digest()) !== before }).toEqual({ code: 1, changed: false })
    expect(stderr).toContain('Nothing was written')
    return stderr
  }

  test('when a new page sends keys to another host, or has another form', async () => {
    const host = ['api.apikley.ru', 'api.example.com'] as const
    const model = ['harbour/clip-2', 'harbour/clip-9'] as const
    const foreign = await writePage(folder, 'harbour-clip.md', host, model, model, model, model)
    const formless = await writePage(folder, 'brook-sound.md', ['```yaml', '```text'])
    const told = await refused([foreign, formless])
    expect(told).toContain('api.example.com')
    expect(told).toMatch(/refused +.*brook-sound\.md/)
  })

  test('when nobody answers', async () => {
    expect(await refused(['http://127.0.0.1:9/harbour-clip.md'])).toContain('127.0.0.1:9')
  })

  test('when the contract tests fail, and the reason is printed', async () => {
    const ours = 'specs/vendor/kling-v2-1-master-text-to-video.yaml'
    const page = path.join(folder, 'kling.yaml')
    await writeFile(page, (await copy.read(ours)).replaceAll('negative_prompt', 'unwanted'))
    const summary = path.join(folder, 'refusal.md')
    expect(await refused([page], '--summary', summary)).toMatch(
      /The contract tests: .* ended with 1[^]*negative_prompt/,
    )
    expect(await readFile(summary, 'utf8')).toMatch(/^## Nothing was written/)
  })
})

describe('killed at any moment, it leaves the work tree as before or complete', () => {
  const wordy: Edit = ['What the clip shows', 'What one sees']

  /** Starts a command of spec-tools and kills it when it is as far as that. */
  async function killed(
    args: readonly string[],
    isFarEnough: (told: { printed: string; changed: string }) => boolean,
  ) {
    const cli = ['packages/spec-tools/src/cli.ts', ...args]
    const child = startProgram(process.execPath, cli, { cwd: copy.folder, env: { TMPDIR: folder } })
    const told = { printed: '', changed: '' }
    const look = () => void (isFarEnough(told) && child.kill('SIGKILL'))
    const watcher = watch(copy.folder, (_, file) => {
      told.changed += `${file}\n`
      look()
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      told.printed += text
      look()
    })
    const signal = await new Promise((resolve) => child.once('close', (_, ending) => resolve(ending)))
    watcher.close()
    expect(signal).toBe('SIGKILL')
  }

  test('while it tries', async () => {
    const page = await writePage(folder, 'harbour-clip.md', wordy)
    const before = await copy.digest()
    await killed(['upgrade', page, '--test', 'contract'], ({ printed }) =>
      printed.includes('adding a work tree'),
    )
    expect(await copy.digest()).toBe(before)
  })

  test('while it writes', async () => {
    const page = await writePage(folder, 'harbour-clip.md', wordy)
    const before = await copy.digest()
    await killed(['plan', page, '--write'], ({ changed }) => changed.includes('.spec-writing'))
    const left = await plan('harbour-clip.md', [wordy])
    const isAsBefore = (await copy.digest()) === before
    expect(left.files.length > 0).toBe(isAsBefore)
  })
})
