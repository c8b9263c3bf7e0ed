import { memoryLedger, type ResultTarget, type Sink } from '@apikley/client'
import { Socket } from 'node:net'
import { Writable } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lighthouse, rejection } from '../set-up.ts'
import { clientOf, startClips } from './clip-api.ts'

const { model } = lighthouse
const never = new Promise<never>(() => {})
const sink: Sink = { write() {}, commit() {}, abort() {} }

/** A target that never gets further than to a certain point, where `hang` is called. */
type Hanging = readonly [where: string, target: (hang: () => Promise<never>) => ResultTarget]

const unpaid: readonly Hanging[] = [
  ['a sink that is looked at', (hang) => ({ ...sink, check: hang })],
  [
    'a stream that is being opened',
    (hang) => {
      setImmediate(() => void hang())
      const socket = new Socket()
      onTestFinished(() => void socket.destroy())
      return socket
    },
  ],
]

const paid: readonly Hanging[] = [
  ['a function that gives the target', (hang) => hang],
  ['a sink that takes no bytes', (hang) => ({ ...sink, write: hang })],
  ['a sink that is committed', (hang) => ({ ...sink, commit: hang })],
  [
    'a stream that is ended',
    (hang) => new Writable({ write: (_, __, done) => done(), final: () => void hang() }),
  ],
  ['a stream of the web that is closed', (hang) => new WritableStream({ close: hang })],
]

/** Generates into a target, and aborts where it hangs. */
async function aborted(target: Hanging[1]) {
  const controller = new AbortController()
  const reason = new Error('the caller has enough')
  const saveTo = target(() => {
    controller.abort(reason)
    return never
  })
  const ledger = memoryLedger()
  const api = await startClips()
  const apikley = await clientOf(api, { ledger })
  const item = { model, input: { prompt: 'A' }, key: 'a', saveTo }
  return { controller, reason, api, apikley, ledger, item }
}

describe.for(unpaid)('an abort ends the call before anything is sent, at %s', ([, target]) => {
  it('of generate', async () => {
    const { controller, reason, api, apikley, item } = await aborted(target)
    const { key, saveTo, input } = item
    const generated = apikley.generate(model, input, { key, saveTo, signal: controller.signal })
    expect(await rejection(generated)).toMatchObject({ kind: 'aborted', moneySpent: 'no', cause: reason })
    expect(api.submitted).toEqual([])
  })

  it('of generateMany, for the others, too', async () => {
    const { controller, api, apikley, item } = await aborted(target)
    const other = { model, input: { prompt: 'B' }, saveTo: sink }
    const settled = await apikley.generateMany([item, other], { signal: controller.signal })
    expect(settled).toMatchObject([1, 2].map(() => ({ status: 'rejected', reason: { kind: 'aborted' } })))
    expect(api.submitted).toEqual([])
  })
})

describe.for(paid)('an abort ends the call, and the paid task stays open, at %s', ([, target]) => {
  it('of generate', async () => {
    const { controller, reason, apikley, ledger, item } = await aborted(target)
    const { key, saveTo, input } = item
    const generated = apikley.generate(model, input, { key, saveTo, signal: controller.signal })
    expect(await rejection(generated)).toMatchObject({
      kind: 'aborted',
      moneySpent: 'yes',
      taskId: 'A',
      cause: reason,
    })
    expect(await ledger.get(key)).toMatchObject({ state: 'succeeded', taskId: 'A' })
    expect((await ledger.get(key))?.files).toBeUndefined()
    const { finished } = await apikley.recover({ saveTo: () => sink })
    expect(finished).toMatchObject([{ submission: { key } }])
  })
})
