import { sqliteLedger } from '@apikley/client/node'
import { spawn } from 'node:child_process'
import { chmod, chown, link, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { refuseNetworkFolder } from '../../../src/ledger/sqlite/network-folder.ts'
import { temporaryFolder } from '../../folder.ts'
import { rejection } from '../../set-up.ts'
import { follow, startChild } from '../child.ts'
import { intent } from '../intent.ts'
import { listed } from '../listed.ts'

/** What a ledger at a path says to an intent, and to a look. */
async function refusal(path: string): Promise<string> {
  const ledger = sqliteLedger(path)
  const said = String(await rejection(ledger.begin(intent('a'))))
  expect(String(await rejection(ledger.get('a')))).toBe(said)
  await ledger.close()
  expect(said).toContain(`The ledger ${path} cannot be used: `)
  return said
}

describe('a SQLite ledger', () => {
  it.for([
    undefined,
    null,
    17,
    '',
    ' ',
    ':memory:',
    'file:ledger.db',
    'file::memory:?cache=shared',
    'a\0b',
    'a/',
    '~/ledger.db',
    {},
  ])('is not made for the path %j', (path) => {
    const message = expect.stringContaining('A ledger needs the path of a file, received') as string
    expect(() => sqliteLedger(path as string)).toThrow(
      expect.objectContaining({ kind: 'configuration', moneySpent: 'no', message }),
    )
  })

  it('is not made of a folder, or with options', async () => {
    const folder = await temporaryFolder()
    expect(() => sqliteLedger(folder)).toThrow(`received the folder '${folder}'`)
    const withOptions = sqliteLedger as (path: string, options: object) => unknown
    expect(() => withOptions(join(folder, 'a.db'), { readonly: true })).toThrow('takes no options')
    expect(await readdir(folder)).toEqual([])
  })

  it('is made with its folder, for its user alone', async () => {
    const folder = join(await temporaryFolder(), 'of', 'my own')
    const ledger = sqliteLedger(join(folder, 'ledger.db'))
    await ledger.begin(intent('a'))
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    const names = await readdir(folder)
    expect(names.toSorted()).toEqual(['ledger.db', 'ledger.db-reserve', 'ledger.db-shm', 'ledger.db-wal'])
    for (const name of names) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
    await ledger.close()
    expect((await readdir(folder)).toSorted()).toEqual(['ledger.db', 'ledger.db-reserve'])
  })

  it('is opened when it is first used, and later if that fails', async () => {
    const parent = join(await temporaryFolder(), 'taken')
    await writeFile(parent, 'a file')
    const ledger = sqliteLedger(join(parent, 'ledger.db'))
    const error = await rejection(ledger.begin(intent('a')))
    expect(error).toHaveProperty('cause.code', expect.stringMatching(/ENOTDIR|EEXIST/))
    await rm(parent)
    expect(await ledger.begin(intent('a'))).toMatchObject({ key: 'a' })
    await ledger.close()
  })

  it('stays where it is when the working directory changes', async () => {
    const folder = await temporaryFolder()
    const before = process.cwd()
    const program = `
      import { sqliteLedger } from '@apikley/client/node'
      process.chdir(${JSON.stringify(folder)})
      const ledger = sqliteLedger('ledger.db')
      process.chdir(${JSON.stringify(before)})
      await ledger.get('a')`
    const child = follow(
      spawn(process.execPath, ['--conditions=@apikley/source', '--input-type=module', '--eval', program]),
    )
    expect(await child.ended, child.lines.join('\n')).toBe(0)
    expect(await readdir(folder)).toContain('ledger.db')
  })

  it('is refused for what has become a folder', async () => {
    const path = join(await temporaryFolder(), 'ledger.db')
    const ledger = sqliteLedger(path)
    await mkdir(path)
    expect(String(await rejection(ledger.begin(intent('a'))))).toContain('it is not a file')
    await ledger.close()
  })

  it('is refused for a file that is no database, and leaves it as it is', async () => {
    const path = join(await temporaryFolder(), 'notes.txt')
    await writeFile(path, 'my notes '.repeat(1000))
    expect(await refusal(path)).toContain('it is not a SQLite database')
    expect((await stat(path)).size).toBe(9000)
  })

  it('is refused for the database of another program', async () => {
    const path = join(await temporaryFolder(), 'other.db')
    const other = new DatabaseSync(path)
    other.exec('CREATE TABLE mine (a)')
    other.close()
    expect(await refusal(path)).toContain('it is the database of another program')
  })

  it('is refused if a newer version has made it', async () => {
    const path = join(await temporaryFolder(), 'ledger.db')
    const ledger = sqliteLedger(path)
    await ledger.begin(intent('a'))
    await ledger.close()
    const newer = new DatabaseSync(path)
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    expect(await refusal(path)).toContain(
      'it has version 99 and this program knows up to 1: use a newer @apikley/client',
    )
  })

  it('is refused from when on a newer version has changed it', async () => {
    const path = join(await temporaryFolder(), 'ledger.db')
    const ledger = sqliteLedger(path)
    await ledger.begin(intent('a'))
    const newer = new DatabaseSync(path)
    newer.exec('PRAGMA user_version = 99')
    expect(String(await rejection(ledger.begin(intent('b'))))).toContain('it has version 99')
    newer.close()
    await ledger.close()
  })

  it('is found through a link, by all', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'real'))
    await symlink(join(folder, 'real'), join(folder, 'linked'))
    const one = sqliteLedger(join(folder, 'real', 'ledger.db'))
    await one.begin(intent('a'))
    await symlink(join(folder, 'real', 'ledger.db'), join(folder, 'link.db'))
    for (const path of [join(folder, 'linked', 'ledger.db'), join(folder, 'link.db')]) {
      const other = sqliteLedger(path)
      expect((await other.begin(intent('a', 'second'))).attempt).toBe('first')
      await other.close()
    }
    expect((await readdir(folder)).toSorted()).toEqual(['link.db', 'linked', 'real'])
    await one.close()
  })

  it('is refused through a link that leads nowhere', async () => {
    const path = join(await temporaryFolder(), 'link.db')
    await symlink('gone.db', path)
    expect(await refusal(path)).toContain('EEXIST')
  })

  it('is refused if its file has a second name', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'ledger.db')
    const ledger = sqliteLedger(path)
    await ledger.begin(intent('a'))
    await ledger.close()
    await link(path, join(folder, 'second.db'))
    expect(await refusal(join(folder, 'second.db'))).toContain('a second name')
  })

  it('is refused if its file is gone and its log is there', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'ledger.db')
    const ledger = sqliteLedger(path)
    await ledger.begin(intent('a'))
    await rm(path)
    expect(await refusal(path)).toContain('what was written last is in the -wal file beside it')
    await ledger.close()
  })

  it.for([
    ['file', 0o444, 0o755],
    ['folder', 0o644, 0o555],
  ] as const)('is refused where its %s cannot be written', async ([, ofFile, ofFolder]) => {
    const folder = await temporaryFolder()
    const path = join(folder, 'ledger.db')
    const ledger = sqliteLedger(path)
    await ledger.begin(intent('a'))
    await ledger.close()
    // Root may write everywhere.
    const uid = process.getuid?.() === 0 ? 65534 : undefined
    if (uid !== undefined) for (const name of [folder, path, `${path}-reserve`]) await chown(name, uid, uid)
    await chmod(path, ofFile)
    await chmod(folder, ofFolder)
    const child = startChild({ program: 'write-once', uid }, path, 'b')
    expect(await child.ended).toBe(0)
    expect(child.lines.join('\n')).toMatch(/^Error: The ledger .*ledger\.db cannot be used: EACCES/)
    await chmod(folder, 0o755)
  })

  it('rejects once it is closed, after it has written what came before', async () => {
    const path = join(await temporaryFolder(), 'ledger.db')
    const ledger = sqliteLedger(path)
    const begun = ledger.begin(intent('a'))
    await Promise.all([ledger.close(), ledger.close()])
    expect(await begun).toMatchObject({ key: 'a' })
    for (const late of [
      () => ledger.get('a'),
      () => ledger.begin(intent('b')),
      () => listed(ledger),
      () => ledger.check(),
    ]) {
      expect(String(await rejection(late()))).toContain(`The ledger ${path} is closed`)
    }
  })
})

describe.runIf(process.platform === 'linux')('a folder of another machine', () => {
  const fuse = 0x65735546
  const mounts = `/dev/vda / ext4 rw 0 0
somebody@host:/ /home/me/far\\040away fuse.sshfs rw 0 0
image /home/me/local fuse.gocryptfs rw 0 0`

  it.for<[name: string, type: number]>([
    ['NFS', 0x6969],
    ['SMB', 0xfe534d42],
    ['CIFS', 0xff534d42 | 0],
    ['9p', 0x01021997],
    ['Ceph', 0x00c36400],
  ])('is refused: %s', ([name, type]) => {
    expect(() => refuseNetworkFolder('/data', () => type)).toThrow(`/data is on a network (${name})`)
  })

  it('is refused when it is mounted by a program, but not because of that', () => {
    const refuse = (folder: string): void =>
      refuseNetworkFolder(
        folder,
        () => fuse,
        () => mounts,
      )
    expect(() => refuse('/home/me/far away/data')).toThrow('is on a network (fuse.sshfs)')
    expect(() => refuse('/home/me/local/data')).not.toThrow()
    expect(() => refuse('/home/me/far away beside')).not.toThrow()
  })
})
