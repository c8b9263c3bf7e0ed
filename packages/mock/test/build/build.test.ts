import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import openapi from '@apikley/specs/openapi.json' with { type: 'json' }
import { describe, expect, onTestFinished, test } from 'vitest'
import { send, useMock, videoModel } from '../support/mock.ts'

const dist = path.join(import.meta.dirname, '../../dist')
const read = (file: string) => readFileSync(path.join(dist, file), 'utf8')
const files = (ending: string) => readdirSync(dist).filter((file) => file.endsWith(ending))

test('the build loads nothing that would have to be installed', () => {
  const loads = /^import .*"([^"]+)";$|\bimport\("([^"]+)"\)|\b__require(?:\$\d+)?\("([^"]+)"\)/gm
  const loaded = files('.js').flatMap((file) =>
    [...read(file).matchAll(loads)].map(
      (match) => match.slice(1).find((source) => source !== undefined) ?? '',
    ),
  )
  expect(loaded).toContain('node:http')
  const foreign = loaded.filter(
    (source) => !source.startsWith('./') && !builtinModules.includes(source.replace('node:', '')),
  )
  expect(foreign).toEqual(['vitest'])
  const { dependencies } = JSON.parse(read('../package.json'))
  expect(dependencies).toBeUndefined()
})

test('the declarations show nothing of Prism or ajv', () => {
  expect(files('.d.ts').length).toBeGreaterThan(0)
  for (const file of files('.d.ts')) expect(read(file)).not.toMatch(/prism|stoplight|fp-ts|ajv/i)
})

describe('THIRD-PARTY-LICENSES.txt', () => {
  const entries = read('THIRD-PARTY-LICENSES.txt').split(`\n${'='.repeat(80)}\n\n`)
  const named = entries.map((entry) =>
    /^(\S+) (\d\S*) \(.+\) is contained in dist\.\n\n/.exec(entry)?.slice(1),
  )

  test('has every package of which there is a line in the build', () => {
    const contained = files('.js').flatMap((file) =>
      [...read(file).matchAll(/^\/\/ .*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(([, name]) => name),
    )
    expect(contained).toContain('@stoplight/prism-http')
    expect(named.map((each) => each?.[0])).toEqual(expect.arrayContaining([...new Set(contained)]))
  })

  test('has terms for each of them', () => {
    for (const entry of entries) expect(entry).toMatch(/copyright|apache license/i)
    for (const entry of entries) expect(entry.length).toBeGreaterThan(500)
  })

  test('has what those contain that are published as one file', () => {
    expect(named).toEqual(
      expect.arrayContaining([
        ['randexp', '0.5.3'],
        ['ret', '0.2.2'],
        ['drange', '1.1.1'],
        ['yaml', '1.10.2'],
        ['json-pointer', '0.6.2'],
        ['foreach', '2.0.6'],
      ]),
    )
  })
})

describe('what the build leaves out of Prism is not reached:', () => {
  test('no schema asks for a value by code', () => {
    const keys = new Set<string>()
    JSON.stringify(openapi, (key, value: unknown) => {
      keys.add(key)
      return value
    })
    expect(keys).toContain('maxLength')
    expect([...keys].filter((key) => /^(?:x-)?(?:faker|chance|jsonPath)$/i.test(key))).toEqual([])
  })

  test('it answers as the sources do', async () => {
    const built = await startBuilt()
    const source = await useMock()
    for (const { name, target, body, headers } of requests) {
      const [fromBuild, fromSource] = await Promise.all(
        [built, source].map(({ url }) => send({ url }, target, body, headers)),
      )
      const told = ({ status, text } = { status: 0, text: '' }) => ({ name, status, text: alike(text) })
      expect(told(fromBuild)).toEqual(told(fromSource))
    }
  })

  test('it makes answers from the schema', async () => {
    const built = await startBuilt()
    const { status, envelope } = await send(built, create, lighthouse, { prefer: 'dynamic=true' })
    expect(status).toBe(200)
    expect(envelope).toMatchObject({ code: expect.any(Number), msg: expect.any(String) })
  })
})

const create = 'POST /api/v1/jobs/createTask'
const lighthouse = { model: videoModel, input: { prompt: 'a lighthouse at dusk' } }
const prefer = (value: string) => ({ headers: { prefer: value } })
const requests: readonly {
  name: string
  target: string
  body?: unknown
  headers?: Record<string, string>
}[] = [
  { name: 'a task', target: create, body: lighthouse },
  { name: 'no prompt', target: create, body: { model: videoModel, input: {} } },
  {
    name: 'two mistakes',
    target: create,
    body: { model: videoModel, input: { duration: '7', cfg_scale: 2 } },
  },
  { name: 'not an object', target: create, body: [] },
  { name: 'no key', target: create, body: lighthouse, headers: { authorization: '' } },
  { name: 'another media type', target: create, body: 'a=b', headers: { 'content-type': 'text/plain' } },
  { name: 'a form', target: create, body: new FormData() },
  { name: 'no task id', target: 'GET /api/v1/jobs/recordInfo' },
  { name: 'credits', target: 'GET /api/v1/chat/credit' },
  { name: 'the example', target: create, body: lighthouse, ...prefer('code=200') },
  { name: 'an example that is not there', target: create, body: lighthouse, ...prefer('example=none') },
  { name: 'a status that is not there', target: create, body: lighthouse, ...prefer('code=418') },
]

/** Ids and times differ from answer to answer; their names and types do not. */
function alike(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) =>
    ['code', 'msg'].includes(key) || (typeof value === 'object' && value !== null) ? value : typeof value,
  )
}

async function startBuilt(): Promise<{ url: string }> {
  const child = spawn(process.execPath, [path.join(dist, 'cli.js'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill())
  // It ends when the test is over, too: that is nobody's failure.
  const ended = once(child, 'close').then(() =>
    Promise.reject(new Error('The built mock ended at its start.')),
  )
  let printed = ''
  const listening = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const [url] = /http:\/\/[\w.]+:\d+/.exec(printed) ?? []
      if (url !== undefined) resolve(url)
    })
  })
  return { url: await Promise.race([listening, ended]) }
}
