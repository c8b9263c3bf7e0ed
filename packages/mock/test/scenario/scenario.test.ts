import { spawnSync } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { Fault, Mock } from '../../src/index.ts'
import { parseJson, ScenarioError } from '../../src/scenario/parse-json.ts'
import { parseScenario } from '../../src/scenario/read-scenario.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { useMock } from '../support/mock.ts'
import { outcomeLine } from '../support/outcome-line.ts'
import { cli } from '../support/program.ts'
import { useFolder } from '../support/folder.ts'
import { outcomeOf, valid } from '../support/wire.ts'

const schema = JSON.parse(
  await readFile(new URL('../../generated/scenario.schema.json', import.meta.url), 'utf8'),
)
const bySchema = new Ajv2020().compile(schema)

/** The files of a folder, each cut at its line of dashes. */
async function fixtures(folder: string): Promise<{ name: string; text: string; expected: string[] }[]> {
  const home = new URL(`${folder}/`, import.meta.url)
  const names = (await readdir(home)).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const [text = '', expected = ''] = (await readFile(new URL(name, home), 'utf8')).split('\n---\n')
      return { name, text, expected: expected.trimEnd().split('\n') }
    }),
  )
}

async function step(mock: Mock, request: string): Promise<string> {
  const taskId = mock.tasks()[0]?.taskId
  if (request === 'bill') {
    const refunds = mock.bill().filter((entry) => entry.refundedAt !== undefined)
    return `${mock.bill().length} charges, ${refunds.length} refunds`
  }
  if (request === 'createTask')
    return outcomeLine(await outcomeOf(mock, 'POST /api/v1/jobs/createTask', valid))
  if (request === 'getCredits') return outcomeLine(await outcomeOf(mock, 'GET /api/v1/chat/credit'))
  return outcomeLine(await outcomeOf(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`))
}

/** What an attempt throws; nothing when it does not. */
function verdictOf(attempt: () => unknown): string {
  try {
    attempt()
    return ''
  } catch (error) {
    return String(error).replace(/^\w+: /, '')
  }
}

describe('a scenario, request by request', async () => {
  test.each(await fixtures('runs'))('$name', async ({ text, expected }) => {
    expect(bySchema(parseJson(text, 'faults.json').value)).toBe(true)
    const clock = createFakeClock()
    const mock = await useMock({ clock, scenario: parseScenario(text, 'faults.json') })
    const seen: string[] = []
    for (const line of expected) {
      const [request = ''] = line.split(' → ')
      const wait = /^wait (\d+)$/.exec(line)
      if (wait) clock.advance(Number(wait[1]))
      seen.push(wait ? line : `${request} → ${await step(mock, request)}`)
    }
    expect(seen).toEqual(expected)
  })
})

describe('a scenario that is wrong, and what is said about it', async () => {
  test.each(await fixtures('wrong'))('$name', ({ text, expected }) => {
    expect(() => parseScenario(text, 'faults.json')).toThrow(new ScenarioError(expected.join('\n')))
  })
})

describe('the schema file and the check agree', () => {
  const faults: { fault: unknown; good: boolean }[] = [
    { fault: { kind: 'lostResponse' }, good: true },
    {
      fault: { kind: 'lostResponse', operation: 'getTask', probability: 0.5, times: 2, skip: 1, afterMs: 5 },
      good: true,
    },
    { fault: { kind: 'lostResponse', operation: 'download' }, good: false },
    { fault: { kind: 'linkBreaks', operation: 'download' }, good: true },
    { fault: { kind: 'http429', retryAfter: 'date' }, good: true },
    { fault: { kind: 'http429', retryAfter: 1.5 }, good: false },
    { fault: { kind: 'gateway', accepted: 'yes' }, good: false },
    { fault: { kind: 'gateway', status: 504, accepted: true }, good: true },
    { fault: { kind: 'gateway', ms: 1 }, good: false },
    { fault: { kind: 'unknownState', state: '🌅'.repeat(100) }, good: true },
    { fault: { kind: 'unknownState', state: '🌅'.repeat(101) }, good: false },
    { fault: { kind: 'lostResponse', times: 0 }, good: false },
    { fault: { kind: 'nope' }, good: false },
    { fault: {}, good: false },
    { fault: 'lostResponse', good: false },
    { fault: null, good: false },
  ]
  test.each(faults)('$fault → $good', ({ fault, good }) => {
    const scenario = { faults: [fault] }
    expect(bySchema(scenario)).toBe(good)
    const check = () => parseScenario(JSON.stringify(scenario), 'faults.json')
    expect(verdictOf(check)).toMatch(good ? /^$/ : /^faults\.json:1:\d+ /)
  })
})

describe('comments and commas are welcome, otherwise it is JSON', () => {
  const same = [
    '0',
    '-1.5e-3',
    '"\\u00e9\\n"',
    '[]',
    '[1,[2,{}]]',
    '{"a":{"__proto__":1}}',
    ' null ',
    '"//"',
    'true',
  ]
  test.each(same)('%s', (text) => expect(parseJson(text, 'faults.json').value).toEqual(JSON.parse(text)))

  test.each([
    '01',
    '1.',
    '.5',
    '+1',
    "'a'",
    '"\t"',
    '"\\x"',
    '[,]',
    '{,}',
    '{a:1}',
    'nul',
    'truer',
    '',
    '1 2',
    '[1 2]',
    '/',
    '"\\',
  ])('%s is none', (text) => {
    expect(verdictOf(() => parseJson(text, 'faults.json'))).not.toBe('')
    expect(verdictOf(() => JSON.parse(text))).not.toBe('')
  })

  test('a byte order mark, comments, commas at the end', () => {
    expect(parseJson('\uFEFF// a\n[1, /* b */ {"c": 2,}, // d\n]', 'faults.json').value).toEqual([
      1,
      { c: 2 },
    ])
  })

  test('nesting without end is an error, not a crash', () => {
    expect(() => parseJson('['.repeat(100_000), 'faults.json')).toThrow(
      'values lie too deep in each other here',
    )
  })
})

describe('from a file', () => {
  test('startMock reads it', async () => {
    const file = join(await useFolder(), 'faults.json')
    await writeFile(file, '{"faults":[{"kind":"envelope","code":505}]}')
    const mock = await useMock({ scenario: file })
    expect(await step(mock, 'createTask')).toBe('200 code 505')
  })

  test('that is not there', async () => {
    await expect(useMock({ scenario: '/nowhere/faults.json' })).rejects.toThrow(
      /^The scenario \/nowhere\/faults\.json cannot be read: ENOENT/,
    )
  })

  test('an object is checked as well', async () => {
    await expect(
      useMock({ scenario: { faults: [{ kind: 'gateway', status: 500 as 502 }] } }),
    ).rejects.toThrow(/^scenario\.faults\[0\]\.status: status must be 502 or 503 or 504/)
    const faults: Fault[] = [{ kind: 'gateway' }]
    expect(await step(await useMock({ scenario: { faults } }), 'createTask')).toBe('502 text/html')
  })

  test('the program prints place and reason, and ends with 2', async () => {
    const file = join(await useFolder(), 'faults.json')
    await writeFile(file, '{\n  "faults": [{ "kind": "gatway" }]\n}')
    const flags = [cli, '--port', '0', '--scenario', file]
    const { stderr, status } = spawnSync(process.execPath, flags, { encoding: 'utf8' })
    expect(stderr).toContain(`${file}:2:24 there is no fault "gatway"; did you mean "gateway"?`)
    expect(status).toBe(2)
  })
})
