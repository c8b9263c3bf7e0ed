import { createApikley, uncheckedModel } from '@apikley/client'
import { sqliteLedger } from '@apikley/client/node'
import { cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../folder.ts'
import { key as apiKey, rejection } from '../../set-up.ts'
import { intent } from '../intent.ts'

/** A ledger that is in use, at `a/ledger.db` of a folder. */
async function inUse() {
  const folder = await temporaryFolder()
  const path = join(folder, 'a', 'ledger.db')
  const ledger = sqliteLedger(path)
  await ledger.begin(intent('sent'))
  return { folder, path, ledger }
}

type Place = Awaited<ReturnType<typeof inUse>>

const changes: Record<string, (place: Place) => Promise<unknown>> = {
  'its file is moved': ({ path, folder }) => rename(path, join(folder, 'moved.db')),
  'its folder is moved': ({ folder }) => rename(join(folder, 'a'), join(folder, 'b')),
  'its folder is moved, and a copy put in its place': async ({ folder }) => {
    await rename(join(folder, 'a'), join(folder, 'b'))
    await cp(join(folder, 'b'), join(folder, 'a'), { recursive: true })
  },
  'its folder is moved, and a link left in its place that leads elsewhere': async ({ folder }) => {
    await rename(join(folder, 'a'), join(folder, 'b'))
    await mkdir(join(folder, 'c'))
    await writeFile(join(folder, 'c', 'ledger.db'), '')
    await symlink(join(folder, 'c'), join(folder, 'a'))
  },
  'its file is replaced': async ({ path, folder }) => {
    const other = sqliteLedger(join(folder, 'other.db'))
    await other.begin(intent('other'))
    await other.close()
    await rename(join(folder, 'other.db'), path)
  },
  'its file is deleted': ({ path }) => rm(path),
  'its folder is deleted': ({ folder }) => rm(join(folder, 'a'), { recursive: true }),
  'its log is deleted': ({ path }) => rm(`${path}-wal`),
  'its shared memory is deleted': ({ path }) => rm(`${path}-shm`),
}

describe.for(Object.entries(changes))('when %s while it is in use, a SQLite ledger', ([, change]) => {
  it('refuses all further work, so that nothing is sent', async () => {
    const place = await inUse()
    const { path, ledger } = place
    await change(place)
    const fetch = vi.fn<typeof globalThis.fetch>()
    const apikley = createApikley({ apiKey, ledger, fetch })
    const create = apikley.tasks.create(
      { model: uncheckedModel('maker/model'), input: {} },
      { key: 'order-17' },
    )
    const error = await rejection(create)
    expect(error).toMatchObject({ kind: 'ledger', moneySpent: 'no' })
    for (const work of [
      () => ledger.begin(intent('b')),
      () => ledger.update('sent', { state: 'accepted', taskId: 't1' }),
      () => ledger.get('sent'),
      () => ledger.find('t1'),
    ]) {
      const text = String(await rejection(work()))
      expect(text).toContain(`The ledger ${path} cannot be used: `)
      expect(text).toContain('was moved, replaced or deleted while in use')
    }
    expect(fetch).not.toHaveBeenCalled()
    await ledger.close()
  })
})

it('goes on when its folder is put back, with what it has written meanwhile', async () => {
  const { folder, ledger } = await inUse()
  await rename(join(folder, 'a'), join(folder, 'b'))
  await rejection(ledger.update('sent', { state: 'accepted', taskId: 't1' }))
  await rename(join(folder, 'b'), join(folder, 'a'))
  expect(await ledger.get('sent')).toMatchObject({ state: 'accepted', taskId: 't1' })
  await ledger.begin(intent('b'))
  await ledger.close()
})
