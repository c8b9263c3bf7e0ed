import { fileLedger } from '@apikley/client/node'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeEntry, encodeEntry, type Entry } from '../../../src/ledger/file/entry.ts'
import { temporaryFolder } from '../../folder.ts'
import { rejection } from '../../set-up.ts'
import { intent } from '../intent.ts'

/** A folder whose ledger has the keys a, b and c. */
async function threeKeys(): Promise<{ folder: string; file: string }> {
  const folder = await temporaryFolder()
  const ledger = fileLedger(folder)
  for (const key of ['a', 'b', 'c']) await ledger.begin(intent(key))
  await ledger.close()
  return { folder, file: join(folder, '1.jsonl') }
}

/** What a fresh ledger makes of a folder: its keys, or why it cannot. */
async function look(folder: string): Promise<{ keys: string[]; warnings: string[]; error: string }> {
  const warnings: string[] = []
  const ledger = fileLedger(folder, { onWarning: (message) => warnings.push(message) })
  const list = await ledger.list().catch(String)
  await ledger.close()
  return typeof list === 'string'
    ? { keys: [], warnings, error: list }
    : { keys: list.map(({ key }) => key), warnings, error: '' }
}

const entry: Entry = { id: 'me:1', at: 1, begin: intent('ключ 🎬', 'first', { reason: '}]\n"]' }) }

describe('a line of a file ledger', () => {
  it('is JSON, and says what it was made from', () => {
    expect(JSON.parse(encodeEntry(entry))).toEqual([1, expect.any(Number), expect.any(String), entry])
    expect(decodeEntry(Buffer.from(encodeEntry(entry)))).toEqual(entry)
  })

  it('is torn wherever it is cut off', () => {
    const whole = Buffer.from(encodeEntry(entry))
    for (let length = 1; length < whole.length; length++) {
      expect(decodeEntry(whole.subarray(0, length)), `${length} bytes`).toBe('torn')
    }
  })

  it('is damaged if any of its bytes is another one', () => {
    const whole = Buffer.from(encodeEntry(entry))
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole)
      changed[at]! ^= 1
      expect(() => decodeEntry(changed), `byte ${at}`).toThrow(/damaged|format|not a line/)
    }
  })
})

describe('a file ledger', () => {
  it('passes over a line that was torn at the end, tells of it once it knows, and writes behind it', async () => {
    const { folder, file } = await threeKeys()
    const whole = `\n${encodeEntry(entry)}\n`
    await appendFile(file, whole.slice(0, whole.length / 2))
    expect(await look(folder)).toEqual({ keys: ['a', 'b', 'c'], warnings: [], error: '' })
    const ledger = fileLedger(folder)
    await ledger.begin(intent('d'))
    await ledger.close()
    expect(await look(folder)).toEqual({
      keys: ['a', 'b', 'c', 'd'],
      warnings: [expect.stringContaining(`${file}, line 8 was torn`)],
      error: '',
    })
  })

  it('passes over the zeros that a power failure leaves', async () => {
    const { folder, file } = await threeKeys()
    await appendFile(file, Buffer.alloc(300))
    const ledger = fileLedger(folder)
    await ledger.begin(intent('d'))
    await ledger.close()
    expect((await look(folder)).keys).toEqual(['a', 'b', 'c', 'd'])
  })

  it.for<[name: string, damage: (text: string) => string, says: string]>([
    ['has a changed byte', (text) => text.replace('"key":"b"', '"key":"x"'), 'it is damaged'],
    ['has more bytes', (text) => text.replace('"key":"b"', '"key":"bb"'), 'it is damaged'],
    ['is something else', (text) => text.replace(/.*"key":"b".*/, 'hello'), 'it is not a line of a ledger'],
    [
      'is in a format of later',
      (text) => text.replace(/\[1,(.*"b")/, '[2,$1'),
      'its format is 2, known here is 1',
    ],
  ])('says which line it is if one %s, and answers nothing', async ([, damage, says]) => {
    const { folder, file } = await threeKeys()
    const before = await readFile(file, 'utf8')
    const after = damage(before)
    expect(after).not.toBe(before)
    await writeFile(file, after)
    const message = `The ledger cannot be read: ${file}, line 4: ${says}`
    expect((await look(folder)).error).toContain(message)

    const ledger = fileLedger(folder)
    for (const work of [() => ledger.begin(intent('d')), () => ledger.get('a'), () => ledger.compact()]) {
      expect(String(await rejection(work()))).toContain(message)
    }
    await ledger.close()
    expect(await readFile(file, 'utf8')).toBe(after)
  })

  it('says which line it is if one changes what no line has begun', async () => {
    const { folder, file } = await threeKeys()
    await appendFile(file, `\n${encodeEntry({ at: 1, update: 'z', change: { state: 'failed' } })}\n`)
    expect((await look(folder)).error).toContain(
      `${file}, line 8: it changes 'z', which no line before it has begun`,
    )
  })

  it('finds damage that comes while it is in use', async () => {
    const { folder, file } = await threeKeys()
    const ledger = fileLedger(folder)
    await ledger.list()
    await appendFile(file, '\nhello\n')
    expect(String(await rejection(ledger.begin(intent('d'))))).toContain(
      'line 8: it is not a line of a ledger',
    )
    expect(String(await rejection(ledger.get('a')))).toContain('line 8: it is not a line of a ledger')
    await ledger.close()
  })

  it('reads lines of any length', async () => {
    const folder = await temporaryFolder()
    const ledger = fileLedger(folder)
    const reason = 'long '.repeat(1_000_000)
    await ledger.begin(intent('a', 'first', { reason }))
    await ledger.begin(intent('b'))
    await ledger.close()
    const again = fileLedger(folder)
    expect((await again.get('a'))?.reason).toBe(reason)
    expect(await again.get('b')).toBeDefined()
    await again.close()
  })
})
