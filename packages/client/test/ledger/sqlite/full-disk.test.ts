import { sqliteLedger } from '@apikley/client/node'
import { execFileSync } from 'node:child_process'
import { appendFileSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../folder.ts'
import { startChild } from '../child.ts'
import { intent } from '../intent.ts'
import { listed } from '../listed.ts'

interface Disk {
  readonly folder: string
  readonly fill: () => void
  readonly empty: () => void
  readonly fileBlocks?: number
}

/** Elsewhere the test of files that may not grow has to do. */
const mayMount = process.platform === 'linux' && process.getuid?.() === 0

/** A disk of 4 MB of its own. */
async function smallDisk(): Promise<Disk> {
  const folder = join(await temporaryFolder(), 'disk')
  await mkdir(folder)
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder])
  onTestFinished(() => void execFileSync('/bin/umount', ['--lazy', folder]))
  const filler = join(folder, 'filler')
  return {
    folder,
    fill: () => {
      for (const size of [65_536, 4096, 512, 1]) {
        try {
          for (;;) appendFileSync(filler, Buffer.alloc(size))
        } catch {
          // Until nothing of that size fits.
        }
      }
    },
    empty: () => rmSync(filler),
  }
}

/** Begins as many keys as are under way in a batch, fills the disk, and writes what became of them. Answers what was said. */
async function tryOn({ folder, fill, empty, fileBlocks }: Disk): Promise<unknown[]> {
  const path = join(folder, 'ledger.db')
  const count = 100
  const child = startChild({ program: 'outcome-on-full-disk', fileBlocks }, path, `${count}`)
  await child.said(1)
  fill()
  child.process.stdin.write('go\n')
  expect(await child.ended, child.lines.join('\n')).toBe(0)
  empty()
  const ledger = sqliteLedger(path)
  const found = await listed(ledger)
  expect(found.filter(({ state }) => state === 'accepted')).toHaveLength(count)
  await ledger.begin(intent('later'))
  await ledger.check()
  await ledger.close()
  return child.lines.map((line) => JSON.parse(line) as unknown)
}

describe.runIf(mayMount)('on a full disk', () => {
  it('a SQLite ledger writes what became of what was sent, and refuses what would be sent', async () => {
    const refusal = expect.stringMatching(/^Error: The ledger .* cannot be used: .*(ENOSPC|full)/)
    expect(await tryOn(await smallDisk())).toEqual(['begun', [], refusal])
  })

  it('another process takes down what a killed one has sent', async () => {
    const disk = await smallDisk()
    const path = join(disk.folder, 'ledger.db')
    const killed = startChild({ program: 'outcome-on-full-disk' }, path, '3')
    await killed.said(1)
    killed.process.kill('SIGKILL')
    await killed.ended
    disk.fill()
    const next = startChild({ program: 'write-once' }, path, 'key-1', 'task')
    expect(await next.ended).toBe(0)
    expect(next.lines).toEqual(['accepted by first'])
  })
})

it('where its files may not grow any more, a SQLite ledger writes what became of what was sent', async () => {
  const folder = await temporaryFolder()
  const disk = { folder, fill: () => {}, empty: () => {}, fileBlocks: 600 }
  expect(await tryOn(disk)).toEqual(['begun', [], 'begun'])
})

it('on a disk that was full before, a SQLite ledger refuses what would be sent, and goes on when there is room', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'ledger.db')
  const child = startChild({ program: 'write-once', fileBlocks: 400 }, path, 'a')
  expect(await child.ended).toBe(0)
  expect(child.lines.join('\n')).toMatch(/^Error: The ledger .*ledger\.db cannot be used: EFBIG/)
  const ledger = sqliteLedger(path)
  expect(await listed(ledger)).toEqual([])
  expect((await ledger.begin(intent('a'))).attempt).toBe('first')
  await ledger.close()
})
