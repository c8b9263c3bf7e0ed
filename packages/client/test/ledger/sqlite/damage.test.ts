import { sqliteLedger } from '@apikley/client/node'
import { copyFile, mkdtemp, open, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../folder.ts'
import { rejection } from '../../set-up.ts'
import { intent } from '../intent.ts'
import { listed } from '../listed.ts'

const facts = (number: number) => ({ model: `maker/model-${'m'.repeat(number % 50)}`, credits: 1 })

/** A ledger of so many submissions that is closed. */
async function closed(count: number, folder?: string): Promise<string> {
  const path = join(folder ?? (await temporaryFolder()), 'ledger.db')
  const ledger = sqliteLedger(path)
  const numbers = Array.from({ length: count }, (_, number) => number)
  await Promise.all(numbers.map((number) => ledger.begin(intent(`key-${number}`, 'first', facts(number)))))
  await Promise.all(
    numbers.map((number) => ledger.update(`key-${number}`, { state: 'accepted', taskId: `task-${number}` })),
  )
  await ledger.close()
  return path
}

/** Overwrites some bytes, as a failing disk does. */
async function overwrite(path: string, at: number, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(bytes, 0, bytes.length, at)
  await file.close()
}

/** The same numbers for the same seed: Park and Miller. */
function drawing(seed: number): (below: number) => number {
  let last = seed
  return (below) => (last = (last * 48_271) % 2_147_483_647) % below
}

describe('a damaged SQLite ledger', () => {
  it('never gives a key away that it has, wherever bytes were overwritten, and never answers what was not written', async () => {
    const path = await closed(300)
    const { size } = await stat(path)
    const draw = drawing(7)
    let refused = 0
    for (let round = 0; round < 60; round++) {
      const copy = `${path}.${round}`
      await copyFile(path, copy)
      const bytes = Uint8Array.from({ length: 1 + draw(24) }, () => draw(256))
      await overwrite(copy, draw(size - bytes.length), bytes)
      const ledger = sqliteLedger(copy)
      const outcomes = await Promise.allSettled(
        Array.from({ length: 300 }, async (_, number) => {
          const held = await ledger.begin(intent(`key-${number}`, 'second'))
          expect(held).toMatchObject({ attempt: 'first', taskId: `task-${number}`, ...facts(number) })
        }),
      )
      const errors = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
      for (const error of errors)
        expect(error, `round ${round}`).toMatch(/^Error: The ledger .* cannot be used: /)
      if (errors.length) refused += 1
      await ledger.close()
    }
    // The rest fell on what nobody has written.
    expect(refused).toBeGreaterThan(25)
  })

  it('is refused when a text was changed into another one, which SQLite does not see', async () => {
    const path = await closed(10)
    const database = new DatabaseSync(path)
    database.exec(`UPDATE submission SET body = replace(body, 'task-3', 'task-4') WHERE key = 'key-3'`)
    database.close()
    const ledger = sqliteLedger(path)
    const error = await rejection(ledger.begin(intent('new')))
    expect(String(error)).toContain(`it is damaged: the row of 'key-3' is not as it was written`)
    await ledger.close()
  })

  it('is refused when it counts money wrongly', async () => {
    const path = await closed(10)
    const database = new DatabaseSync(path)
    database.exec('UPDATE block SET parts = 0')
    database.close()
    const ledger = sqliteLedger(path)
    expect(String(await rejection(ledger.begin(intent('new'))))).toContain('the sum of block 0 is wrong')
    await ledger.close()
  })

  describe('that is large', () => {
    let sound: string
    beforeAll(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'apikley-client-'))
      sound = await closed(20_000, folder)
      return () => rm(folder, { recursive: true })
    })

    const large = async (damage: string): Promise<string> => {
      const path = join(await temporaryFolder(), 'ledger.db')
      await copyFile(sound, path)
      expect((await stat(path)).size).toBeGreaterThan(8_000_000)
      const database = new DatabaseSync(path)
      database.exec(damage)
      database.close()
      return path
    }

    it('is looked at step by step while it is used, and refuses what would be sent from then on', async () => {
      const path = await large(`UPDATE submission SET checksum = 1 WHERE key = 'key-777'`)
      const ledger = sqliteLedger(path)
      const text = `it is damaged: the row of 'key-777' is not as it was written`
      const begin = async (): Promise<void> => {
        for (let begun = 0; begun < 777; begun++) await ledger.begin(intent(`new-${begun}`))
      }
      expect(String(await rejection(begin()))).toContain(text)
      expect(String(await rejection(ledger.begin(intent('later'))))).toContain(text)
      // What became of what was sent is still taken down, where that is possible.
      expect(await ledger.update('key-5', { state: 'failed' })).toMatchObject({ state: 'failed' })
      await ledger.close()
    })

    it('takes no key for free whose entry in the index was changed', async () => {
      const path = await large('')
      const key = 'key-12345'
      const bytes = await readFile(path)
      // In its row the key is followed by the task id, and in the submission it stands in quotes.
      let at = bytes.indexOf(key)
      while (bytes[at - 1] === 0x22 || bytes.toString('latin1', at + 9, at + 13) === 'task') {
        at = bytes.indexOf(key, at + 1)
      }
      await overwrite(path, at, Buffer.from('kex'))
      const ledger = sqliteLedger(path)
      for (const look of [() => ledger.begin(intent(key, 'second')), () => ledger.get(key)]) {
        expect(String(await rejection(look()))).toContain('it is damaged: the index')
      }
      await ledger.close()
    })

    it('is looked through on demand, and refuses what would be sent after that', async () => {
      const path = await large(`UPDATE submission SET checksum = 1 WHERE key = 'key-9000'`)
      const ledger = sqliteLedger(path)
      // Of the rows that are looked at by chance when it is opened, it is none.
      const chance = vi.spyOn(Math, 'random').mockReturnValue(0)
      await ledger.get('key-1').finally(() => chance.mockRestore())
      const text = `it is damaged: the row of 'key-9000' is not as it was written`
      expect(String(await rejection(ledger.check()))).toContain(text)
      expect(String(await rejection(ledger.begin(intent('later'))))).toContain(text)
      expect(await ledger.get('key-2')).toMatchObject({ taskId: 'task-2' })
      await ledger.close()
    })
  })

  it('is not looked for in vain: a sound one passes', async () => {
    const ledger = sqliteLedger(await closed(500))
    await ledger.check()
    expect(await listed(ledger)).toHaveLength(500)
    await ledger.close()
  })
})
