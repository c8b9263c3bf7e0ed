import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changesetFile } from '../../src/plan/changeset.ts'
import { describePlan } from '../../src/plan/describe-plan.ts'
import { isPossible, type Plan } from '../../src/plan/plan.ts'
import { prepare, type PrepareOptions } from '../../src/plan/prepare.ts'
import { objectAt, parseJson } from '@apikley/pages/document'
import { readTree } from '../writing/tree.ts'
import {
  bumpsOf,
  copyRepository,
  lanternPage,
  model,
  kitePage,
  planPages,
  release,
  removeCopy,
  supplement,
} from './set-up.ts'

const supplementFile = 'specs/supplements/invented.yaml'
const narrowed = ["['5', '10']", "['5']"] as const

let root: string
beforeEach(async () => {
  root = await copyRepository()
})
afterEach(() => removeCopy(root))

const at = (file: string) => path.join(root, file)

describe('the bump of', () => {
  test('a new model is minor, and the model is named', async () => {
    const prepared = await planPages(root, [await lanternPage()])
    expect(bumpsOf(prepared)).toEqual({ types: 'minor', client: 'minor', mock: 'minor' })
    expect(prepared.plan.pages).toMatchObject([{ status: 'new', model: 'lantern/mini-2' }])
    expect(prepared.plan.changeset).toMatch(/^- Add .*lantern\/mini-2/m)
    expect([...prepared.plan.files.keys()]).toEqual(
      expect.arrayContaining([
        'specs/vendor/lantern-mini-2.yaml',
        'specs/sources.json',
        'specs/openapi.json',
        'packages/types/src/generated/models/lantern/mini-2.ts',
        'packages/types/schemas/lantern/mini-2.json',
        'packages/types/package.json',
        changesetFile,
      ]),
    )
  })

  test('a value less is major, both judges ask for it, and the value is named', async () => {
    const prepared = await planPages(root, [await kitePage(narrowed)])
    expect(bumpsOf(prepared)).toEqual({ types: 'major', client: 'major', mock: 'minor' })
    expect(prepared.plan.bumps[0]?.judges).toEqual(['rules', 'types'])
    expect(prepared.plan.changeset).toMatch(/^- Remove .*10.*`input\.duration`/m)
  })

  test('other words is patch', async () => {
    const words = ['How long it flies', 'How long it is in the air'] as const
    const prepared = await planPages(root, [await kitePage(words)])
    expect(bumpsOf(prepared)).toEqual({ types: 'patch', client: 'patch', mock: 'patch' })
    expect(prepared.plan.changes).not.toHaveLength(0)
  })

  test('a withdrawn model stays until a person says so; then it is major, and all that was made of its page goes', async () => {
    await (await planPages(root, [await lanternPage()])).write()
    await release(root)
    const withdrawn = [
      { source: 'llms.txt', page: 'lantern-mini-2', reasons: ['It is not listed any more.'] },
    ]
    const gathered = { intakes: [], refused: [], withdrawn }
    const kept = await prepare(root, gathered)
    expect(bumpsOf(kept)).toEqual({ types: 'none', client: 'none', mock: 'none' })
    expect(kept.plan.files).toEqual(new Map())
    expect(kept.plan.pages).toMatchObject([
      { status: 'withdrawn', reasons: ['It is not listed any more.', expect.stringContaining('--withdraw')] },
    ])
    const prepared = await prepare(root, gathered, { withdraw: true })
    expect(bumpsOf(prepared)).toEqual({ types: 'major', client: 'major', mock: 'minor' })
    expect(prepared.plan.pages).toMatchObject([{ status: 'withdrawn', model: 'lantern/mini-2' }])
    expect(prepared.plan.changeset).toMatch(/^- Remove .*lantern\/mini-2/m)
    await prepared.write()
    expect(Object.keys(await readTree(root)).filter((file) => file.includes('lantern'))).toEqual([])
  })

  test('nothing but the stamp is none: no changeset, though the files are stamped anew', async () => {
    const prepared = await planPages(root, [await kitePage(['version: 1.0.0', 'version: 1.1.0'])])
    expect(prepared.plan.pages).toMatchObject([{ status: 'changed' }])
    expect(bumpsOf(prepared)).toEqual({ types: 'none', client: 'none', mock: 'none' })
    expect(prepared.plan.changeset).toBeUndefined()
    expect(prepared.plan.files.get('packages/types/package.json')).toContain('"x-openapi-version": "1.1.0+')
  })
})

describe('--skip-refused', () => {
  const url = 'https://docs.example.com/market/lantern.md'
  const locate = async (address: string) => {
    const lock = at('specs/sources.json')
    await writeFile(lock, (await readFile(lock, 'utf8')).replace('"url": null', `"url": "${address}"`))
  }
  const refusedOf = (options: PrepareOptions, page: { model?: string } = {}) =>
    planPages(root, [], options, [{ source: url, reasons: ['It is a poem.'], ...page }])

  test('leaves out a page of which nothing was ever taken, and tells it', async () => {
    await locate('https://docs.example.com/market/kite.md')
    expect(isPossible((await refusedOf({})).plan)).toBe(false)
    const { plan } = await refusedOf({ skipRefused: true })
    expect(isPossible(plan)).toBe(true)
    expect(plan.pages).toMatchObject([
      { source: url, status: 'refused', leftOut: true, reasons: ['It is a poem.', 'It is left out.'] },
    ])
  })

  test('leaves out no page whose model is in the packages', async () => {
    expect(isPossible((await refusedOf({ skipRefused: true }, { model })).plan)).toBe(false)
  })

  test('leaves out no page from where one was taken before', async () => {
    await locate(url)
    expect(isPossible((await refusedOf({ skipRefused: true })).plan)).toBe(false)
  })

  test('leaves out no address that may be the one of a page of ours, which is not known', async () => {
    const { plan } = await refusedOf({ skipRefused: true })
    expect(isPossible(plan)).toBe(false)
    expect(plan.pages[0]?.reasons.at(-1)).toBe(`It may be the page of ${model}, whose address is not known.`)
    const other = { model: 'poem/1' }
    expect(isPossible((await refusedOf({ skipRefused: true }, other)).plan)).toBe(true)
    const kite = await planPages(root, [await kitePage()], { skipRefused: true }, [
      { source: url, reasons: ['No.'] },
    ])
    expect(isPossible(kite.plan)).toBe(true)
  })
})

test('a page that is there already leaves nothing to do', async () => {
  const { plan } = await planPages(root, [await kitePage()])
  expect(plan).toMatchObject({
    pages: [{ status: 'unchanged' }],
    changes: [],
    blockers: [],
    files: new Map(),
  })
})

test('a change that may cost money is told in a line of its own, before all others', async () => {
  const { plan } = await planPages(root, [await kitePage(["default: '5'", "default: '10'"])])
  expect(plan.changes[0]).toMatchObject({ money: true })
  expect(plan.changeset).toMatch(/^\*\*Money:\*\* .*`input\.duration`.*/m)
  const lines = plan.changeset?.split('\n') ?? []
  const first = lines.findIndex((line) => line.startsWith('- '))
  expect(lines.findIndex((line) => line.startsWith('**Money:**'))).toBeLessThan(
    first === -1 ? lines.length : first,
  )
})

test('what comes and goes again between two releases leaves nothing behind', async () => {
  await (await planPages(root, [await kitePage()])).write()
  const before = await readTree(root)
  await (await planPages(root, [await kitePage(narrowed)])).write()
  expect(await readTree(root)).toHaveProperty([changesetFile])
  await (await planPages(root, [await kitePage()])).write()
  expect(await readTree(root)).toEqual(before)
})

test('the changeset tells everything since the last release, not since the last plan', async () => {
  await (await planPages(root, [await lanternPage()])).write()
  const { plan } = await planPages(root, [await kitePage(narrowed)])
  expect(plan.changeset).toMatch(/^- Add .*lantern\/mini-2/m)
  expect(plan.changeset).toMatch(/^- Remove .*`input\.duration`/m)
})

test('a second plan of what was written has nothing to write', async () => {
  await (await planPages(root, [await lanternPage()])).write()
  expect([...(await planPages(root, [await lanternPage()])).plan.files]).toEqual([])
})

test('the same pages in another order make the same bytes', async () => {
  const pages = [
    await lanternPage(),
    await lanternPage(['lantern/mini-2', 'lantern/mini-3']),
    await kitePage(narrowed),
  ]
  const one = await planPages(root, pages)
  const other = await planPages(root, pages.toReversed())
  expect(Object.fromEntries(other.plan.files)).toEqual(Object.fromEntries(one.plan.files))
})

test('what breaks programs and shows in no type is noted, since no release of the types tells it', async () => {
  const { plan } = await planPages(root, [await kitePage(['scheme: bearer', 'scheme: basic'])])
  expect(plan.bumps.map(({ bump }) => bump)).toEqual(['none', 'none', 'minor'])
  expect(plan.notes).toEqual([
    expect.stringMatching(/^@apikley\/types and @apikley\/client do not show this.*way to sign in/),
  ])
})

test('what a supplement says and a page has come to say is noted, and stops nothing', async () => {
  const { plan } = await planPages(root, [await kitePage(['505, 455]', '505, 455, 433]'])])
  expect(isPossible(plan)).toBe(true)
  expect(plan.notes).toEqual([
    expect.stringMatching(/^specs\/supplements\/invented\.yaml:7: .*433, .* documented upstream now/),
  ])
  expect(plan.changes.filter(({ level }) => level !== 'patch')).toEqual([])
})

test('an answer that a page tells in another form than a supplement loses nothing', async () => {
  const answer = (code: string) => [
    '          content:',
    '            application/json:',
    `              schema: { type: object, properties: { code: { type: integer${code} } } }`,
  ]
  const at402 = ["        '402':", '          description: Pay.']
  const theirs = [
    '        \'402\': { $ref: "#/components/responses/Pay" }',
    'components:',
    '  responses:',
    '    Pay:',
  ]
  const named = [
    '      description: Pay.',
    '      content:',
    '        application/json:',
    '          schema:',
    "            allOf: [{ $ref: '#/components/schemas/ApiResponse' }, { properties: { more: { type: string, x-evidence: &e { level: reported, source: x } } } }]",
  ]
  const operation = ['paths:', '  /api/v1/jobs/createTask:', '    post:', '      responses:']
  await writeFile(
    path.join(root, 'specs/supplements/pay.yaml'),
    ['x-supplement: { title: Pay, reason: Pay. }', ...operation, ...theirs, ...named, ''].join('\n'),
  )
  const before = (await planPages(root, [])).plan.changes
  const responses = '      responses:\n'
  const page = await lanternPage([responses, `${responses}${[...at402, ...answer('')].join('\n')}\n`])
  const { plan } = await planPages(root, [page])
  expect(plan.blockers).toEqual([])
  expect(before.map(({ id }) => id)).toEqual(['status-added'])
  expect(plan.changes.filter(({ level }) => level === 'major')).toEqual([])
  expect(plan.notes).toEqual([expect.stringContaining('responses/402 is documented upstream now')])
  const answers = objectAt(
    parseJson(plan.files.get('specs/openapi.json') ?? ''),
    'paths',
    '/api/v1/jobs/createTask',
    'post',
    'responses',
  )
  const fields = objectAt(answers, '402', 'content', 'application/json', 'schema', 'properties')
  expect(Object.keys(fields)).toEqual(expect.arrayContaining(['code', 'msg', 'more']))
  expect(objectAt(fields, 'code')).toHaveProperty('enum')
})

test('a model that its page calls deprecated is told as such', async () => {
  const summary = '      summary: Fly a kite'
  const { plan } = await planPages(root, [await kitePage([summary, `      deprecated: true\n${summary}`])])
  expect(plan.changes).toMatchObject([
    { id: 'deprecated', level: 'minor', text: expect.stringContaining(model) },
  ])
})

test('a correction by hand is planned without any page', async () => {
  await writeFile(at(supplementFile), supplement.replace('In words', 'In other words'))
  const prepared = await planPages(root, [])
  expect(prepared.plan.pages).toEqual([])
  expect(bumpsOf(prepared)).toEqual({ types: 'patch', client: 'patch', mock: 'patch' })
  expect(prepared.plan.files.get(changesetFile)).toBe(prepared.plan.changeset)
})

test('refuses to write when a file is not what the plan was made of', async () => {
  const prepared = await planPages(root, [await lanternPage()])
  await writeFile(at(supplementFile), 'edited: meanwhile\n')
  const before = await readTree(root)
  await expect(prepared.write()).rejects.toThrow(
    'specs/supplements/invented.yaml: has changed since it was read',
  )
  expect(await readTree(root)).toEqual(before)
})

test('a page that asks for another key than the others is refused alone, and can be left out', async () => {
  const other = await lanternPage(['scheme: bearer', 'scheme: basic'])
  const { plan } = await planPages(root, [other])
  expect(plan.blockers).toEqual([])
  expect(plan.pages).toMatchObject([
    {
      status: 'refused',
      reasons: [
        expect.stringMatching(/^page-0\.yaml:\d+ and vendor\/kite.*:\d+ disagree on .*securitySchemes/),
      ],
    },
  ])
})

test('lines of a page that a refusal shows keep their indentation, and commands stay whole', () => {
  const reasons = [
    `page.txt:3: it can be read in two ways:\n  1. at /a\n    > 3 |     ${'lamp '.repeat(30)}\n     if so: --choose '3=/a'`,
  ]
  const plan: Plan = {
    pages: [{ source: 'page.txt', status: 'refused', reasons, repairs: [] }],
    changes: [],
    bumps: [],
    blockers: [],
    notes: [],
    files: new Map(),
  }
  const lines = describePlan(plan, '')
  expect(lines).toContain(`          > 3 |     ${'lamp '.repeat(30)}`)
  expect(lines).toContain("           if so: --choose '3=/a'")
})

describe('the release policy', () => {
  const policy = 'specs/release-policy.yaml'
  const write = (...lines: string[]) =>
    writeFile(path.join(root, policy), ['levels:', ...lines.map((line) => `  - ${line}`), ''].join('\n'))
  const tightened = () => kitePage(['maxLength: 200', 'maxLength: 20'])

  test('gives a kind of change another level, for a reason that is printed', async () => {
    const before = await planPages(root, [await tightened()])
    expect(bumpsOf(before)['types']).toBe('major')
    await write('{ rule: request-limit-tightened, level: minor, reason: Nobody writes that much }')
    const after = await planPages(root, [await tightened()])
    expect(bumpsOf(after)['types']).toBe('minor')
    expect(after.plan.changes.map(({ text }) => text).join()).toContain(
      `what does not keep it is refused. It is minor by ${policy}: Nobody writes that much.`,
    )
  })

  test.each([
    [
      '{ rule: nothing, level: minor, reason: So }',
      'there is no rule "nothing". specs/README.md lists them.',
    ],
    [
      '{ rule: request-limit-tightened, level: small, reason: So }',
      '/levels/0/level must be equal to one of the allowed values: ["none","patch","minor","major"].',
    ],
    [
      '{ rule: request-limit-tightened, level: minor }',
      "/levels/0 must have required property 'reason'. It has a rule, a level and a reason, which plans print.",
    ],
  ])('that is not in order is in the way: %s', async (line, problem) => {
    await write(line)
    const { plan } = await planPages(root, [await tightened()])
    expect(plan.blockers).toEqual([{ text: expect.stringContaining(`${policy}:2: ${problem}`) }])
  })
})

describe('in the way of a plan is', () => {
  const extended = `extends: ../vendor/kite-1-text-to-video.yaml`
  const overlay = (...actions: string[]) =>
    [
      'overlay: 1.0.0',
      'info: { title: Invented, version: 1.0.0, x-reason: Invented., x-evidence: { level: recorded, source: None. } }',
      extended,
      `actions: [${actions.join(', ')}]`,
      '',
    ].join('\n')
  const holds = '{ target: "$.info[?@ == \'1.0.0\']", remove: true }'
  const title = '{ target: $.info, update: { title: Invented } }'
  const file = 'specs/overlays/invented.yaml'

  beforeEach(() => writeFile(at(file), overlay(title)))

  const already = () => kitePage(['title: Kites', 'title: Invented'])

  const goneTarget = '{ target: $.gone, update: { x-kept: true } }'

  test('not an overlay whose correction the page has by now: it is skipped, and told in a line', async () => {
    const { plan } = await planPages(root, [await already()])
    expect(isPossible(plan)).toBe(true)
    expect(plan.notes).toEqual([
      `${file}:4: action 0, target $.info: vendor/kite-1-text-to-video.yaml says this by itself now, so it was skipped. Delete it.`,
    ])
    expect(plan.files.has(file)).toBe(false)
  })

  test('an overlay whose target is gone, with what to do about it', async () => {
    await writeFile(at(file), overlay(goneTarget))
    const { plan } = await planPages(root, [await lanternPage()])
    expect(isPossible(plan)).toBe(false)
    expect(plan.blockers).toEqual([
      {
        file,
        line: 4,
        text: expect.stringMatching(/^action 0, target \$\.gone: matches nothing in .*--retire-overlays/),
      },
    ])
  })

  test('not that overlay when it may be retired: it is deleted with the upgrade', async () => {
    const prepared = await planPages(root, [await already()], { retireOverlays: true })
    expect(prepared.plan.blockers).toEqual([])
    expect(prepared.plan.notes).toEqual([expect.stringContaining(`${file} is deleted: action 0`)])
    await prepared.write()
    expect(await readTree(root)).not.toHaveProperty([file])
    expect((await planPages(root, [])).plan).toMatchObject({ blockers: [], files: new Map() })
  })

  test('what is gone of an overlay of which something is still needed, even when overlays may be retired', async () => {
    await writeFile(at(file), overlay(title, goneTarget))
    const { plan } = await planPages(root, [], { retireOverlays: true })
    expect(plan.blockers).toEqual([
      { file, line: 4, text: expect.stringContaining('Its other actions are still needed') },
    ])
    expect(plan.files.has(file)).toBe(false)
  })

  test('an overlay of a page that is gone', async () => {
    await writeFile(at(file), overlay(holds).replace(extended, 'extends: ../vendor/gone.yaml'))
    const { plan } = await planPages(root, [])
    expect(plan.blockers).toEqual([
      { file, line: 4, text: expect.stringContaining('extends vendor/gone.yaml') },
    ])
  })

  test('a supplement that refers to what no page holds any more', async () => {
    await writeFile(
      at(supplementFile),
      supplement.replace('enum: [433]', "allOf: [{ $ref: '#/components/schemas/Gone' }]"),
    )
    const { plan } = await planPages(root, [])
    expect(plan.blockers).toEqual([
      {
        file: supplementFile,
        line: 7,
        text: expect.stringMatching(
          /^#\/components\/schemas\/Gone is referred to at \/components\/.*no page holds it/,
        ),
      },
    ])
  })

  test('what the generator of the types refuses', async () => {
    const target = '$.components.schemas.Kite.properties.input'
    await writeFile(at(file), overlay(`{ target: ${target}, update: { minProperties: 1 } }`))
    const { plan } = await planPages(root, [])
    expect(plan.blockers).toEqual([
      { text: expect.stringMatching(new RegExp(`^Model '${model}', input schema: .*'minProperties'`)) },
    ])
  })
})
