import { fileLedger } from '@apikley/client/node'
import { spawn } from 'node:child_process'
import { readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../folder.ts'
import { rejection } from '../../set-up.ts'
import { follow } from '../child.ts'
import { intent } from '../intent.ts'

describe('a file ledger that cannot be written', () => {
  it('rejects what is begun when the disk is full, still answers, and goes on when there is room', async () => {
    const folder = await temporaryFolder()
    const program = fileURLToPath(new URL('../programs/begin-until-full.ts', import.meta.url))
    // The system lets no file of this child grow beyond 10 blocks: the last write is taken in part, the next not at all.
    const child = follow(
      spawn('sh', [
        '-c',
        'ulimit -f 10; exec "$@"',
        'sh',
        process.execPath,
        '--conditions=@apikley/source',
        program,
        folder,
      ]),
    )
    expect(await child.ended, child.lines.join('\n')).toBe(0)
    const [first, second, began, listed] = child.lines.map((line) => JSON.parse(line) as unknown)
    for (const message of [first, second]) {
      expect(message).toContain(`The ledger in ${folder} cannot be used: EFBIG`)
    }
    expect(began).toContain('key-3-0')
    expect(listed).toEqual(began)

    const warnings: string[] = []
    const ledger = fileLedger(folder, { onWarning: (message) => warnings.push(message) })
    await ledger.begin(intent('new'))
    expect((await ledger.list()).map(({ key }) => key)).toEqual([...(began as string[]), 'new'])
    expect(warnings).toEqual([expect.stringMatching(/1\.jsonl, line \d+ was torn/)])
    await ledger.close()
  })

  it('rejects when its folder cannot be made, and works once it can', async () => {
    const parent = join(await temporaryFolder(), 'taken')
    await writeFile(parent, 'a file')
    const ledger = fileLedger(join(parent, 'ledger'))
    for (const work of [() => ledger.begin(intent('a')), () => ledger.list(), () => ledger.compact()]) {
      const error = await rejection(work())
      expect(String(error)).toContain(`The ledger in ${join(parent, 'ledger')} cannot be used: `)
      expect(error).toHaveProperty('cause.code', expect.stringMatching(/ENOTDIR|EEXIST/))
    }
    await rm(parent)
    expect(await ledger.begin(intent('a'))).toMatchObject({ key: 'a' })
    await ledger.close()
  })

  it('rejects when its files are deleted under it, rather than forget what they held', async () => {
    const folder = join(await temporaryFolder(), 'ledger')
    const ledger = fileLedger(folder)
    await ledger.begin(intent('a'))
    await rm(folder, { recursive: true })
    for (const work of [() => ledger.begin(intent('b')), () => ledger.get('a'), () => ledger.compact()]) {
      expect(String(await rejection(work()))).toContain('1.jsonl was deleted while in use')
    }
    await ledger.close()
  })

  it('rejects when its file is cut off under it', async () => {
    const folder = await temporaryFolder()
    const ledger = fileLedger(folder)
    await ledger.begin(intent('a'))
    await truncate(join(folder, '1.jsonl'), 10)
    expect(String(await rejection(ledger.get('a')))).toContain('1.jsonl was cut off while in use')
    await ledger.close()
  })

  it('goes on when its folder is moved', async () => {
    const parent = await temporaryFolder()
    const ledger = fileLedger(join(parent, 'before'))
    await ledger.begin(intent('a'))
    await rename(join(parent, 'before'), join(parent, 'after'))
    await ledger.begin(intent('b'))
    const moved = fileLedger(join(parent, 'after'))
    expect((await moved.list()).map(({ key }) => key)).toEqual(['a', 'b'])
    await Promise.all([ledger.close(), moved.close()])
  })

  it('rejects once it is closed, after it has written what came before', async () => {
    const folder = await temporaryFolder()
    const ledger = fileLedger(folder)
    const begun = ledger.begin(intent('a'))
    await Promise.all([ledger.close(), ledger.close()])
    expect(await begun).toMatchObject({ key: 'a' })
    expect(String(await rejection(ledger.get('a')))).toContain(`The ledger in ${folder} is closed`)
  })

  it.for([
    ['', {}, 'the path of a folder'],
    ['ledger', { keepMs: -1 }, 'keepMs must be a number from 0 on, received -1'],
    ['ledger', { compactBytes: Number.NaN }, 'compactBytes must be a number from 0 on, received NaN'],
  ] as const)('is not made of %o and %o', ([folder, options, message]) => {
    expect(() => fileLedger(folder, options)).toThrow(message)
  })

  it('is readable for its owner alone', async () => {
    const folder = join(await temporaryFolder(), 'ledger')
    const ledger = fileLedger(folder)
    await ledger.begin(intent('a'))
    await ledger.compact()
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    for (const name of await readdir(folder)) {
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
    }
    await ledger.close()
  })
})
