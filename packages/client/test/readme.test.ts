import * as client from '@apikley/client'
import * as kit from '@apikley/client/ledger-kit'
import * as node from '@apikley/client/node'
import * as telemetry from '@apikley/client/opentelemetry'
import * as s3 from '@apikley/client/s3'
import * as limiterKit from '@apikley/client/rate-limiter-kit'
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { ConfigurationError } from '../src/errors/kinds.ts'
import * as kinds from '../src/errors/kinds.ts'

const read = (file: string): Promise<string> => readFile(new URL(`../${file}`, import.meta.url), 'utf8')
const pages = globSync('docs/*.md', { cwd: new URL('../', import.meta.url) })
const readme = await read('README.md')
/** The README and all pages that it leads to. */
const docs = [readme, ...(await Promise.all(pages.map(read)))].join('\n')

/** The rows of all tables in a section that begin with a name, by that name. */
function rowsOf(section: string): Map<string, readonly string[]> {
  const [, text = ''] = new RegExp(`^##? ${section}\n([^]*?)(?=^##? |$(?![^]))`, 'm').exec(docs) ?? []
  const rows = [...text.matchAll(/^\| `(\w+)` *\|(?! default)(.+)\|$/gm)]
  return new Map(
    rows.map(([, name = '', cells = '']) => [name, cells.split(' | ').map((cell) => cell.trim())]),
  )
}

/** The members of an interface, with their docs. */
async function membersOf(file: string, name: string): Promise<Map<string, string>> {
  const [declaration = ''] = new RegExp(`interface ${name}\\b[^]*?\n}`).exec(await read(`src/${file}`)) ?? []
  const members = declaration.matchAll(
    /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?^ {2}(?:readonly )?(\w+)\??[:<(]/gm,
  )
  return new Map([...members].map(([, text = '', member = '']) => [member, text]))
}

/** A default that is a value, as docs and tables have it: a number, `true`, `false` or a quoted word. */
const value = /^`?(\d[\d,]*\d|\d|true|false|'\w+')/

it('the table of errors lists every kind with its class', () => {
  const rows = [...docs.matchAll(/^\| `([a-z-]+)`\s*\| `(\w+Error)`/gm)].map(([, kind, name]) => [kind, name])
  const facts = { what: 'it broke', nextStep: 'Mend it.', moneySpent: 'no' } as const
  const errors = Object.values(kinds).map((Kind) => new Kind(facts as never))
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(errors.map(({ kind, name }) => [kind, name])))
})

it('every kind of error is exported, under its name', () => {
  for (const [name, Kind] of Object.entries(kinds)) expect(client).toHaveProperty(name, Kind)
  expect(new ConfigurationError({ what: 'a', nextStep: 'b', moneySpent: 'no' }).name).toBe(
    'ConfigurationError',
  )
})

describe.each<{ section: string; interfaces: [file: string, name: string][] }>([
  { section: 'Options', interfaces: [['client/options.ts', 'ApikleyOptions']] },
  {
    section: 'Keys and the ledger',
    interfaces: [
      ['submit/create-options.ts', 'KeyOptions'],
      ['generate/generate-options.ts', 'GenerateOptions'],
    ],
  },
  { section: 'After a crash', interfaces: [['recovery/recovery.ts', 'RecoverOptions']] },
  { section: 'Waiting', interfaces: [['tasks/wait-options.ts', 'WaitOptions']] },
  {
    section: 'Callbacks',
    interfaces: [
      ['client/options.ts', 'CallbackOptions'],
      ['callbacks/callback-options.ts', 'CallbackHandlerOptions'],
    ],
  },
  { section: 'Files', interfaces: [['files/save-options.ts', 'SaveOptions']] },
  { section: 'Many at once', interfaces: [['batch/batch-item.ts', 'BatchOptions']] },
])('the section $section', async ({ section, interfaces }) => {
  const options = new Map<string, string>()
  for (const [file, name] of interfaces) {
    for (const [option, text] of await membersOf(file, name)) options.set(option, text)
  }

  it('lists every option, and no other', () => {
    expect([...rowsOf(section).keys()].toSorted()).toEqual([...options.keys()].toSorted())
  })

  it('gives the defaults that the docs in the sources give', () => {
    const rows = rowsOf(section)
    for (const [option, text] of options) {
      const said = value.exec(/Default: (.+)/.exec(text)?.[1] ?? '')?.[1]
      expect([option, value.exec(rows.get(option)?.[0] ?? '')?.[1]]).toEqual([option, said])
    }
  })
})

it.each([
  ['.', client],
  ['./node', node],
  ['./ledger-kit', kit],
  ['./opentelemetry', telemetry],
  ['./rate-limiter-kit', limiterKit],
  ['./s3', s3],
])('everything that %s exports is named', (subpath, module) => {
  expect(Object.keys(manifest.exports)).toContain(subpath)
  expect(docs).toContain(`from '@apikley/client${subpath.slice(1)}'`)
  expect(Object.keys(module).filter((name) => !docs.includes(name))).toEqual([])
})

it('there is no other entry', () => {
  expect(Object.keys(manifest.exports)).toHaveLength(6)
})

it.each([
  ['', 'client/apikley.ts', 'Apikley'],
  ['tasks.', 'tasks/tasks.ts', 'Tasks'],
  ['files.', 'files/files.ts', 'Files'],
  ['callbacks.', 'callbacks/callbacks.ts', 'Callbacks'],
  ['submissions.', 'recovery/submissions.ts', 'Submissions'],
])('everything that can be called is shown: apikley.%s…', async (prefix, file, name) => {
  const members = [...(await membersOf(file, name)).keys()]
  expect(members.length).toBeGreaterThan(0)
  expect(members.filter((member) => !new RegExp(`\\b${prefix}${member}[(.\`]`).test(docs))).toEqual([])
})

it('the README is short, and leads to every page', () => {
  expect(readme.split(/\s+/).length).toBeLessThanOrEqual(1_500)
  expect(pages.filter((page) => !readme.includes(`](${page})`))).toEqual([])
})

it.each(['README.md', ...pages])('no link of %s leads nowhere', async (page) => {
  const folder = new URL(`../${page}`, import.meta.url)
  for (const [, link = ''] of (await read(page)).matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
    const { pathname, hash } = new URL(link, folder)
    const headings = (await readFile(pathname, 'utf8')).matchAll(/^#+ (.+)$/gm)
    const slugs = [...headings].map(([, heading = '']) => `#${slug(heading)}`)
    expect(hash === '' || slugs.includes(hash), link).toBe(true)
  }
})

/** The anchor that GitHub gives to a heading. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-')
