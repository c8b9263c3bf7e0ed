import {
  type ApikleyOptions,
  createApikley,
  type Ledger,
  memoryLedger,
  type Submission,
} from '@apikley/client'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import { type ScriptedServer } from '../server.ts'
import { key as apiKey, rejection, setUp, startServer } from '../set-up.ts'
import { failed, record, succeeded } from '../tasks/records.ts'
import { leftBehind, leftOpen, quick } from './set-up-ledger.ts'

async function setUpRecovery(
  submissions: readonly Partial<Submission>[],
  options: ApikleyOptions = {},
  clock = quick(),
): Promise<Awaited<ReturnType<typeof setUp>> & { ledger: Ledger; clock: FakeClock; folder: string }> {
  const server = await startServer()
  const ledger = await leftBehind(server, clock, ...submissions)
  return {
    ...(await setUp({ server, clock, ledger, ...options })),
    ledger,
    clock,
    folder: await temporaryFolder(),
  }
}

const serveClip = (server: ScriptedServer): ReturnType<typeof succeeded> => {
  server.on('clip.mp4', { headers: { 'content-type': 'application/octet-stream' }, body: 'a clip' })
  return succeeded({ taskId: 't1', resultJson: JSON.stringify({ resultUrls: [`${server.url}/clip.mp4`] }) })
}

const nothing = { finished: [], failed: [], pending: [], undecided: [], foreign: [] }

describe('a recovery', () => {
  it('has nothing to do where nothing is open', async () => {
    const { server, apikley } = await setUpRecovery([
      { key: 'a', state: 'rejected' },
      { key: 'b', state: 'failed', taskId: 't1' },
      { key: 'c', state: 'succeeded', taskId: 't2' },
      { key: 'd', state: 'succeeded', taskId: 't3', saveTo: 'd.mp4', files: ['d.mp4'] },
    ])
    expect(await apikley.recover()).toEqual(nothing)
    expect(server.received).toEqual([])
  })

  it('leaves alone what it was not asked for', async () => {
    const { server, apikley, ledger, folder } = await setUpRecovery([
      { key: 'a', state: 'accepted', taskId: 't1' },
      { key: 'b', state: 'accepted', taskId: 't2' },
      { key: 'c', state: 'succeeded', taskId: 't3' },
    ])
    server.on('recordInfo', serveClip(server))
    const asked: string[] = []
    const { finished, ...rest } = await apikley.recover({
      only: ({ key }) => key === 'a',
      saveTo: ({ key }) => {
        asked.push(key)
        return join(folder, `${key}.mp4`)
      },
    })
    expect(finished.map(({ submission }) => submission.key)).toEqual(['a'])
    expect(rest).toEqual({ failed: [], pending: [], undecided: [], foreign: [] })
    expect(asked).toEqual(['a'])
    expect(await ledger.get('b')).toMatchObject({ state: 'accepted' })
  })

  it('waits for a task that was accepted', async () => {
    const { server, apikley, ledger } = await setUpRecovery([{ key: 'a', state: 'accepted', taskId: 't1' }])
    server.on('recordInfo', record('generating', { taskId: 't1' }), serveClip(server))
    const told: unknown[] = []
    const { finished, ...rest } = await apikley.recover({
      onUpdate: ({ state }, { key }) => told.push([state, key]),
    })
    expect(rest).toEqual({ failed: [], pending: [], undecided: [], foreign: [] })
    expect(finished).toMatchObject([
      { submission: { key: 'a', state: 'succeeded' }, task: { taskId: 't1' }, files: [] },
    ])
    expect(told).toEqual([
      ['generating', 'a'],
      ['success', 'a'],
    ])
    expect(await ledger.get('a')).toMatchObject({ state: 'succeeded', urls: [`${server.url}/clip.mp4`] })
    expect(await apikley.recover()).toEqual(nothing)
  })

  it.for<[name: string, state: Submission['state']]>([
    ['whose task was accepted', 'accepted'],
    ['that is there and was not saved', 'succeeded'],
  ])('saves a result %s, where it was to be saved', async ([, state]) => {
    const { server, apikley, ledger, folder } = await setUpRecovery([])
    const path = join(folder, 'out', 'a.mp4')
    await ledger.begin(leftOpen(server, quick(), { key: 'a', state, taskId: 't1', saveTo: path }))
    server.on('recordInfo', serveClip(server))
    const { finished } = await apikley.recover()
    expect(finished).toMatchObject([{ submission: { key: 'a', files: [path] }, files: [{ path, bytes: 6 }] }])
    expect(await readFile(path, 'utf8')).toBe('a clip')
    expect(await apikley.recover()).toEqual(nothing)
  })

  it('saves where it is told to, what had no place', async () => {
    const { server, apikley, folder } = await setUpRecovery([{ key: 'a', state: 'succeeded', taskId: 't1' }])
    server.on('recordInfo', serveClip(server))
    const { finished } = await apikley.recover({ saveTo: ({ key }) => join(folder, `${key}.mp4`) })
    expect(finished).toMatchObject([{ files: [{ path: join(folder, 'a.mp4') }] }])
  })

  it('is refused with a place that cannot be worked out', async () => {
    const { server, apikley } = await setUpRecovery([{ key: 'a', state: 'succeeded', taskId: 't1' }])
    const saveTo = (): string => {
      throw new Error('no folder')
    }
    const error = await rejection(apikley.recover({ saveTo }))
    expect(error).toMatchObject({ kind: 'configuration', cause: expect.any(Error) })
    expect(server.received).toEqual([])
  })

  it('sends nothing again: what nobody knows is reported, and written down as unknown', async () => {
    const { server, apikley, ledger } = await setUpRecovery([{ key: 'a' }, { key: 'b', state: 'unknown' }])
    const { undecided, ...rest } = await apikley.recover()
    expect(rest).toEqual({ finished: [], failed: [], pending: [], foreign: [] })
    expect(undecided).toMatchObject([
      { key: 'a', state: 'unknown' },
      { key: 'b', state: 'unknown' },
    ])
    expect(await ledger.get('a')).toMatchObject({ state: 'unknown', reason: expect.any(String) })
    expect(server.received).toEqual([])
  })

  it('does not take for dead who is still sending', async () => {
    const clock = new FakeClock()
    const leaseUntil = clock.now() + 5_000
    const { server, apikley, ledger } = await setUpRecovery([{ key: 'a', leaseUntil }], {}, clock)
    server.on('recordInfo', serveClip(server))
    const recovery = apikley.recover()
    await until(() => clock.pending > 0)
    await ledger.update('a', { state: 'accepted', taskId: 't1' })
    let isOver = false
    void recovery.finally(() => (isOver = true))
    await until(() => {
      clock.advance(1_000)
      return isOver
    })
    expect((await recovery).finished).toMatchObject([{ submission: { key: 'a' }, task: { taskId: 't1' } }])
  })

  it('waits for the callback of a lost answer', async () => {
    let looks = 0
    const clock = new FakeClock((ms) => {
      if (++looks === 4) void ledger.update('a', { state: 'accepted', taskId: 't1' })
      return ms !== 60_000
    })
    const { server, apikley, ledger } = await setUpRecovery(
      [{ key: 'a', state: 'unknown', callback: true }],
      {},
      clock,
    )
    server.on('recordInfo', serveClip(server))
    expect((await apikley.recover()).finished).toMatchObject([
      { submission: { key: 'a' }, task: { taskId: 't1' } },
    ])
  })

  it.for<[name: string, options: object]>([
    ['longer than it may come', {}],
    ['at all if told so', { callbackTimeoutMs: 0 }],
  ])('does not wait for a callback %s', async ([, options]) => {
    const { apikley, clock } = await setUpRecovery([{ key: 'a', state: 'unknown', callback: true }])
    const begun = clock.now()
    expect((await apikley.recover(options)).undecided).toMatchObject([{ key: 'a' }])
    expect(clock.now() - begun).toBe('callbackTimeoutMs' in options ? 0 : 1_200_000 - 60_000)
  })

  it('loses nothing to a failure: each is reported with its error', async () => {
    const { server, apikley } = await setUpRecovery([
      { key: 'a', state: 'accepted', taskId: 't1' },
      { key: 'b', state: 'unknown' },
    ])
    server.on('recordInfo', failed('422', 'nsfw', { taskId: 't1' }))
    const { failed: those, undecided } = await apikley.recover()
    expect(those).toMatchObject([{ submission: { key: 'a' }, error: { kind: 'task-failed', taskId: 't1' } }])
    expect(undecided).toHaveLength(1)
  })

  it('ends at an abort, and says what is still open', async () => {
    const controller = new AbortController()
    const { server, apikley } = await setUpRecovery([
      { key: 'a', state: 'accepted', taskId: 't1' },
      { key: 'b', state: 'unknown', callback: true },
    ])
    server.on('recordInfo', record('generating', { taskId: 't1' }))
    const { signal } = controller
    const recovery = await apikley.recover({ signal, onUpdate: () => controller.abort() })
    expect(recovery).toMatchObject({
      pending: [{ submission: { key: 'a' }, error: { kind: 'aborted' } }],
      undecided: [{ key: 'b' }],
    })
  })

  it('of a ledger that cannot be read is an error', async () => {
    const ledger: Ledger = { ...memoryLedger(), list: failing(new Error('disk gone')) }
    const { apikley } = await setUp({ ledger })
    expect(await rejection(apikley.recover())).toMatchObject({ kind: 'ledger', cause: expect.any(Error) })
  })
})

it('a ledger that fails is told of without a request', async () => {
  const ledger = { ...memoryLedger(), list: failing(new Error('disk full')) }
  const apikley = createApikley({ apiKey, ledger })
  for (const call of [apikley.submissions.list(), apikley.recover()]) {
    const error = await rejection(call)
    expect(error).toMatchObject({ kind: 'ledger', moneySpent: 'no' })
    expect(error).not.toHaveProperty('request')
  }
})

/** Lets everything else run until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

/** A list that cannot be read. */
function failing(problem: Error): Ledger['list'] {
  const next = async (): Promise<never> => {
    throw problem
  }
  return () => ({ [Symbol.asyncIterator]: () => ({ next }) })
}
