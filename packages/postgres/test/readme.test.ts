import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '@apikley/repo-tools/free-port'
import { type Mock, startMock } from '@apikley/mock'
import { migrationSql, postgresLedger } from '@apikley/postgres'
import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Child, follow, startChild } from './child.ts'
import { intentOf } from './intent.ts'
import { hasPgbouncer, startPgbouncer } from './pgbouncer.ts'
import { piecesOf, readme, sqlOf } from './readme.ts'
import { newDatabase, newLedger, newPool, until } from './set-up.ts'

const run = promisify(execFile)
const home = path.resolve(import.meta.dirname, '..')
const sections = [
  '@apikley/postgres',
  'Poolers',
  'What an administrator grants',
  'A worker on pg-boss',
  'Vercel and Lambda',
  'Backup and pruning',
]

let folder: string
let mock: Mock
beforeAll(async () => {
  // In this package, whose dependencies they import.
  folder = await mkdtemp(path.join(home, 'readme-'))
  for (const section of sections) {
    for (const [index, piece] of piecesOf('ts', section).entries()) {
      await writeFile(path.join(folder, fileOf(section, index)), piece)
    }
  }
  mock = await startMock({ taskMs: 100, callbackSecret: 'fake-secret-for-tests-0000' })
})
afterAll(async () => {
  await mock.close()
  await rm(folder, { recursive: true })
})

const fileOf = (section: string, index = 0): string => `${section.replaceAll(/\W/g, '')}${index}.mts`

/** Runs a piece of the README in a process of its own, in a folder of its own. */
async function start(
  section: string,
  database: string,
  more: NodeJS.ProcessEnv = {},
  index = 0,
): Promise<Child> {
  const cwd = await mkdtemp(path.join(folder, 'run-'))
  const env = { ...process.env, ...environmentOf(database), ...more }
  return follow(path.join(folder, fileOf(section, index)), [], { cwd, env })
}

const environmentOf = (database: string): NodeJS.ProcessEnv => ({
  APIKLEY_BASE_URL: mock.url,
  APIKLEY_API_KEY: 'fake-key-for-tests-0000',
  DATABASE_URL: database,
  POOLER_URL: database,
})

it('each piece of TypeScript in the README compiles', async () => {
  const settings = { extends: '../../../tsconfig.base.json', include: ['*.mts'] }
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const tsc = path.join(
    path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  )
  const compiled = run(process.execPath, [tsc, '--pretty', 'false'], { cwd: folder })
  expect(await compiled.catch(({ stdout }: { stdout: string }) => ({ stdout }))).toMatchObject({ stdout: '' })
})

describe('the piece under', () => {
  it('the title makes a video', async () => {
    const child = await start('@apikley/postgres', await newDatabase())
    await child.said(1)
    expect(mock.tasks().map(({ taskId }) => taskId)).toContain(child.lines[0])
  })

  it("'Poolers' reads a ledger", async () => {
    const database = await newDatabase()
    await newLedger(newPool({ connectionString: database }), { schema: 'apikley' }).begin(
      intentOf('order-17'),
    )
    const child = await start('Poolers', database)
    expect(await child.ended).toBe(0)
    expect(child.lines).toEqual(['sending'])
  })

  it("'What an administrator grants' prints what makes the tables", async () => {
    const child = await start('What an administrator grants', await newDatabase())
    expect(await child.ended).toBe(0)
    expect(`${child.lines.join('\n')}\n`).toBe(`${migrationSql()}\n`)
  })

  it("'Backup and pruning' deletes as its statement does: what is old and needs nothing more", async () => {
    const database = await newDatabase()
    const pool = newPool({ connectionString: database })
    const ledger = postgresLedger(pool, { listen: false })
    const fill = async (): Promise<void> => {
      for (const [key, days] of [
        ['old', 400],
        ['open', 400],
        ['new', 300],
      ] as const) {
        await ledger.begin(intentOf(key, { sentAt: Date.now() - days * 86_400_000, attempt: `of ${days}` }))
        if (key !== 'open') await ledger.update(key, { state: 'failed' })
      }
    }
    const keys = async (): Promise<string[]> => {
      const found: string[] = []
      for await (const { key } of ledger.list()) found.push(key)
      return found
    }
    await fill()
    const child = await start('Backup and pruning', database)
    expect(await child.ended).toBe(0)
    expect([child.lines, await keys()]).toEqual([['1'], ['open', 'new']])
    await ledger.begin(intentOf('old', { sentAt: Date.now() - 400 * 86_400_000 }))
    await ledger.update('old', { state: 'failed' })
    await pool.query(sqlOf('Backup and pruning')[0] ?? '')
    expect(await keys()).toEqual(['open', 'new'])
  })
})

describe('workers on pg-boss', () => {
  // A job of one that is killed is given to another when it has been silent for ten seconds.
  it(
    'pay once for each order, however often it comes, and when one of them is killed',
    { timeout: 180_000 },
    async () => {
      const database = await newDatabase()
      // The tasks take until the worker that has begun them is dead.
      await using slow = await startMock({ taskMs: 4_000 })
      const env = { APIKLEY_BASE_URL: slow.url }
      const boss = new PgBoss(database)
      boss.on('error', () => {})
      await boss.start()
      onTestFinished(() => boss.stop({ graceful: false }))
      // It makes the queue, and sends the first order.
      const first = await start('A worker on pg-boss', database, env)
      await until(async () => (await boss.getQueue('videos')) !== null)
      const sender = await start('A worker on pg-boss', database, env, 1)
      expect(await sender.ended).toBe(0)
      await first.said(1)
      expect(first.lines).toEqual(['saved 17'])

      for (const order of ['18', '19', '18']) await boss.send('videos', { order, prompt: 'a gull' })
      // Killed any sooner, it may leave an order whose outcome nobody knows, which is a person's to settle.
      const ledger = newLedger(newPool({ connectionString: database }), { schema: 'apikley' })
      const isAccepted = async (order: string): Promise<boolean> =>
        (await ledger.get(`order-${order}`))?.state === 'accepted'
      await until(async () => (await isAccepted('18')) && (await isAccepted('19')))
      first.process.kill('SIGKILL')
      await first.ended
      const second = await start('A worker on pg-boss', database, env)
      const third = await start('A worker on pg-boss', database, env)
      await boss.send('videos', { order: '20', prompt: 'a storm' })
      const saved = (): Set<string> => new Set([...second.lines, ...third.lines])
      await until(() => ['18', '19', '20'].every((order) => saved().has(`saved ${order}`)))
      expect(slow.bill()).toHaveLength(4)
    },
  )
})

describe('functions that live shortly', () => {
  it('create each order once, and take its callback', async () => {
    const database = await newDatabase()
    const admin = newPool({ connectionString: database })
    await admin.query(migrationSql())
    const pooler = hasPgbouncer ? await startPgbouncer(database) : undefined
    onTestFinished(async () => pooler?.close())
    const port = await freePort()
    const env = {
      ...process.env,
      ...environmentOf(database),
      POOLER_URL: pooler?.url ?? database,
      CALLBACK_URL: `http://127.0.0.1:${port}/callback`,
      CALLBACK_SECRET: 'fake-secret-for-tests-0000',
    }
    const module = path.join(folder, fileOf('Vercel and Lambda'))
    const receiver = startChild('serve-callbacks.ts', [module, `${port}`], { env })
    await receiver.said(1)
    const before = mock.bill().length
    const calls = ['vercel', 'vercel', 'lambda', 'lambda'].map((way) =>
      startChild('call-function.ts', [module, '17', way], { env }),
    )
    expect(await Promise.all(calls.map(({ ended }) => ended))).toEqual([0, 0, 0, 0])
    const { taskId } = mock.bill().at(-1) ?? {}
    expect(new Set(calls.map(({ lines }) => lines[0]))).toEqual(new Set([`202 {"taskId":"${taskId}"}`]))
    expect(mock.bill()).toHaveLength(before + 1)
    await receiver.said(2)
    expect(receiver.lines[1]).toMatch(/^order-17 success/)
    const ledger = postgresLedger(admin, { listen: false })
    expect(await ledger.get('order-17')).toMatchObject({ state: 'succeeded', taskId })
  })
})

it.each([
  ['postgresLedger', 'ledger/postgres-ledger.ts', 'PostgresLedgerOptions'],
  ['postgresRateLimiter', 'rate-limit/postgres-rate-limiter.ts', 'PostgresRateLimiterOptions'],
])('the README lists every option of %s, and no other', async (name, file, options) => {
  const [, table = ''] = new RegExp(`^\\| \`${name}\`.*\\n((?:\\|.*\\n)+)`, 'm').exec(readme) ?? []
  const listed = [...table.matchAll(/^\| ((?:`\w+`(?:, )?)+)/gm)].flatMap(
    ([, names = '']) => names.match(/\w+/g) ?? [],
  )
  const source = await readFile(path.join(home, 'src', file), 'utf8')
  const [declaration = ''] = new RegExp(`interface ${options} [^]*?\n}`).exec(source) ?? []
  const declared = [...declaration.matchAll(/^ {2}readonly (\w+)\?/gm)].map(([, option = '']) => option)
  expect(listed.toSorted()).toEqual(declared.toSorted())
  expect(declared.length).toBeGreaterThan(3)
})
