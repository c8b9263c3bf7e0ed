import { memoryLedger } from '@apikley/client'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../folder.ts'
import { rejection } from '../set-up.ts'
import { clientOf, clipOf, startClips } from './clip-api.ts'

const task = { model: 'kling/v2-1-master-text-to-video', input: { prompt: 'dusk' } } as const

describe('a task that is created with a path', () => {
  it('is not sent if nothing can be written there', async () => {
    const api = await startClips()
    const apikley = await clientOf(api)
    const folder = await temporaryFolder()
    for (const saveTo of [`${folder}/`, folder, join('/proc', 'clips', 'a.mp4'), ' ']) {
      const error = await rejection(apikley.tasks.create(task, { saveTo }))
      expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no' })
    }
    expect(api.submitted).toEqual([])
  })

  it('is saved there by a recovery', async () => {
    const apikley = await clientOf(await startClips(), { ledger: memoryLedger() })
    const saveTo = join(await temporaryFolder(), 'clips', 'dusk.mp4')
    await apikley.tasks.create(task, { key: 'order-17', saveTo })
    expect(await apikley.submissions.get('order-17')).toMatchObject({ saveTo })
    const { finished } = await apikley.recover()
    expect(finished).toMatchObject([{ files: [{ path: saveTo }] }])
    expect(await readFile(saveTo, 'utf8')).toBe(clipOf('dusk'))
  })
})

describe('a task that is finished', () => {
  it('is saved once, as long as its files are there', async () => {
    const api = await startClips({ dusk: 2 })
    const apikley = await clientOf(api, { ledger: memoryLedger() })
    const saveTo = join(await temporaryFolder(), 'dusk.mp4')
    const { taskId } = await apikley.tasks.create(task, { key: 'order-17', saveTo })
    const paths = [saveTo, saveTo.replace('dusk', 'dusk-2')]
    const want = { taskId, files: paths.map((path) => ({ path })) }
    expect(await apikley.finish(taskId, { saveTo })).toMatchObject(want)
    expect(await apikley.submissions.get('order-17')).toMatchObject({ files: paths })
    expect(await apikley.finish(taskId, { saveTo })).toMatchObject(want)
    expect(api.downloaded).toEqual(['dusk/0.mp4', 'dusk/1.mp4'])
    await rm(saveTo)
    await apikley.finish(taskId, { saveTo })
    expect(api.downloaded).toEqual(['dusk/0.mp4', 'dusk/1.mp4', 'dusk/0.mp4'])
  })

  it('need not be known to the ledger, and need not be saved', async () => {
    const api = await startClips()
    const apikley = await clientOf(api, { ledger: memoryLedger() })
    expect(await apikley.finish('elsewhere')).toMatchObject({ state: 'success', files: [] })
    const saveTo = join(await temporaryFolder(), 'dusk.mp4')
    expect(await apikley.finish('elsewhere', { saveTo })).toMatchObject({ files: [{ path: saveTo }] })
    expect(await readFile(saveTo, 'utf8')).toBe(clipOf('elsewhere'))
    expect(await apikley.submissions.list()).toEqual([])
  })

  it('that cannot be written says that it is paid', async () => {
    const api = await startClips()
    const apikley = await clientOf(api)
    const error = await rejection(apikley.finish('paid', { saveTo: '/dev/null/a.mp4' }))
    expect(error).toMatchObject({ kind: 'file', taskId: 'paid', moneySpent: 'yes' })
    expect(api.downloaded).toEqual([])
  })
})
