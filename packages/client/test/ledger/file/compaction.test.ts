import type { Submission } from '@apikley/client'
import { fileLedger } from '@apikley/client/node'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { localDisk } from '../../../src/ledger/file/disk.ts'
import { encodeEntry } from '../../../src/ledger/file/entry.ts'
import { ledgerOn } from '../../../src/ledger/file/file-ledger.ts'
import { temporaryFolder } from '../../folder.ts'
import { rejection } from '../../set-up.ts'
import { intent } from '../intent.ts'

const day = 24 * 60 * 60 * 1000
const keysOf = (list: readonly Submission[]): string[] => list.map(({ key }) => key)

describe('compaction of a file ledger', () => {
  it('keeps what is open however old it is, and what is finished for seven days after its last change', async () => {
    const folder = await temporaryFolder()
    let now = 0
    const ledger = ledgerOn(localDisk(true), folder, {}, () => now)
    const end = (key: string, state: Submission['state'], more = {}): Promise<Submission> =>
      ledger.update(key, { state, taskId: `task-${key}`, ...more })
    const keys = [
      'sending',
      'unknown',
      'accepted',
      'unsaved',
      'rejected',
      'failed',
      'saved',
      'later',
      'plain',
    ]
    for (const key of keys)
      await ledger.begin(intent(key, 'first', ['unsaved', 'saved'].includes(key) ? { saveTo: 'a.mp4' } : {}))
    await ledger.update('unknown', { state: 'unknown' })
    await end('accepted', 'accepted')
    await end('unsaved', 'succeeded', { urls: ['https://example.com/a.mp4'] })
    await ledger.update('rejected', { state: 'rejected' })
    await end('failed', 'failed')
    await end('saved', 'succeeded', { files: ['a.mp4'] })
    await end('plain', 'succeeded')
    now = 6 * day
    await end('later', 'succeeded')
    const everything = await ledger.list()
    now = 7 * day
    await ledger.compact()
    expect(await ledger.list()).toEqual(everything)
    now += 1
    await ledger.compact()
    expect(keysOf(await ledger.list())).toEqual(['sending', 'unknown', 'accepted', 'unsaved', 'later'])
    expect(await ledger.find('task-unsaved')).toEqual(everything[3])
    expect(await ledger.find('task-saved')).toBeUndefined()
    expect(await readdir(folder)).toEqual(['3.jsonl'])
    await ledger.close()
    const again = fileLedger(folder)
    expect(keysOf(await again.list())).toEqual(['sending', 'unknown', 'accepted', 'unsaved', 'later'])
    await again.close()
  })

  it('happens by itself when a file is large and most of it is not needed', async () => {
    const folder = await temporaryFolder()
    const ledger = fileLedger(folder, { compactBytes: 20_000, keepMs: 0, sync: false })
    let largest = 0
    for (let number = 0; number < 300; number++) {
      await ledger.begin(intent(`key-${number}`))
      await ledger.update(`key-${number}`, { state: 'failed' })
      const [file = ''] = await readdir(folder)
      largest = Math.max(largest, (await stat(join(folder, file))).size)
    }
    await ledger.close()
    expect(largest).toBeGreaterThan(19_000)
    expect(largest).toBeLessThan(21_000)
    expect(await readdir(folder)).not.toEqual(['1.jsonl'])
  })

  it('does not happen by itself while most of a file is needed', async () => {
    const folder = await temporaryFolder()
    const ledger = fileLedger(folder, { compactBytes: 1000, sync: false })
    for (let number = 0; number < 100; number++) await ledger.begin(intent(`key-${number}`))
    await ledger.close()
    expect(await readdir(folder)).toEqual(['1.jsonl'])
  })

  it('carries everybody else along, whatever they are doing', async () => {
    const folder = await temporaryFolder()
    const [one, two, three] = [fileLedger(folder), fileLedger(folder), fileLedger(folder)]
    await one.begin(intent('a'))
    await Promise.all([two.list(), three.list()])
    for (let round = 0; round < 5; round++) {
      await Promise.all([
        one.compact(),
        two.begin(intent(`two-${round}`)),
        three.begin(intent(`three-${round}`)),
        two.compact(),
        three.update('a', { credits: round }),
      ])
    }
    const list = await one.list()
    expect(list).toHaveLength(11)
    expect(list[0]).toMatchObject({ key: 'a', credits: 4 })
    expect(await two.list()).toEqual(list)
    expect(await three.list()).toEqual(list)
    expect(await readdir(folder)).toHaveLength(1)
    await Promise.all([one.close(), two.close(), three.close()])
  })

  it('counts nothing that stands after the first seal', async () => {
    const folder = await temporaryFolder()
    const lines = [
      { at: 1, begin: intent('a') },
      { at: 2, seal: 0 },
      { at: 3, begin: intent('late') },
      { at: 4, seal: 9 },
    ].map(encodeEntry)
    await writeFile(join(folder, '1.jsonl'), `${lines.join('\n')}\n`)
    const ledger = fileLedger(folder)
    expect(keysOf(await ledger.list()), 'a reader leaves it as it is').toEqual(['a'])
    expect(await readdir(folder)).toEqual(['1.jsonl'])
    expect((await ledger.begin(intent('late', 'second'))).attempt).toBe('second')
    expect(keysOf(await ledger.list())).toEqual(['a', 'late'])
    expect(await readdir(folder)).toEqual(['2.jsonl'])
    await ledger.close()
  })

  it('takes no file for the right one that a slow process has put back', async () => {
    const folder = await temporaryFolder()
    const ledger = fileLedger(folder)
    await ledger.begin(intent('a'))
    await ledger.compact()
    await writeFile(join(folder, '1.jsonl'), '')
    await writeFile(join(folder, '2.dead.draft'), 'half')
    const again = fileLedger(folder)
    expect(keysOf(await again.list())).toEqual(['a'])
    expect(await readdir(folder)).toEqual(['2.jsonl'])
    await Promise.all([ledger.close(), again.close()])
  })

  it('leaves files alone that are none of its own', async () => {
    const folder = await temporaryFolder()
    const others = ['0.jsonl', '01.jsonl', '1.jsonl.bak', 'notes.txt']
    for (const name of others) await writeFile(join(folder, name), 'mine')
    const ledger = fileLedger(folder)
    await ledger.begin(intent('a'))
    await ledger.compact()
    expect((await readdir(folder)).toSorted()).toEqual(['2.jsonl', ...others].toSorted())
    await ledger.close()
  })

  it('is left out where a file system has no hard links, with the ledger as it was', async () => {
    const folder = await temporaryFolder()
    const warnings: string[] = []
    const disk = {
      ...localDisk(false),
      link: async () => {
        throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' })
      },
    }
    const options = { keepMs: 0, compactBytes: 2000, onWarning: (message: string) => warnings.push(message) }
    const ledger = ledgerOn(disk, folder, options)
    for (let number = 0; number < 20; number++) {
      await ledger.begin(intent(`key-${number}`))
      await ledger.update(`key-${number}`, { state: 'failed' })
    }
    expect(String(await rejection(ledger.compact()))).toContain('EPERM')
    expect(await ledger.list()).toHaveLength(20)
    expect(await readdir(folder)).toEqual(['1.jsonl'])
    expect(await readFile(join(folder, '1.jsonl'), 'utf8')).not.toContain('"seal"')
    expect(warnings.length).toBeGreaterThan(0)
    expect(warnings.length, 'not again and again').toBeLessThan(6)
    expect(warnings[0]).toContain('The ledger was not compacted: EPERM')
    await ledger.close()
  })

  it('mends a file in which the disk has failed to keep something', async () => {
    const folder = await temporaryFolder()
    const disk = localDisk(true)
    let failing = false
    const ledger = ledgerOn(
      {
        ...disk,
        async open(path, options) {
          const file = await disk.open(path, options)
          const sync = async (): Promise<void> => {
            if (failing && path.endsWith('1.jsonl'))
              throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' })
            await file.sync()
          }
          return { ...file, sync }
        },
      },
      folder,
      {},
    )
    await ledger.begin(intent('a'))
    failing = true
    expect(String(await rejection(ledger.begin(intent('b'))))).toContain('EIO')
    await ledger.begin(intent('c'))
    expect(await readdir(folder), 'what is kept stands in a new file').toEqual(['2.jsonl'])
    expect(keysOf(await ledger.list())).toEqual(['a', 'b', 'c'])
    await ledger.close()
  })
})
