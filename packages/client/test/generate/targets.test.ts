import { memoryLedger, type ResultTarget } from '@apikley/client'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises'
import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../folder.ts'
import { lighthouse, rejection } from '../set-up.ts'
import { clientOf, clipOf, startClips } from './clip-api.ts'

const { model } = lighthouse
const item = (
  prompt: string,
  saveTo: ResultTarget,
): { model: typeof model; input: { prompt: string }; saveTo: ResultTarget } => ({
  model,
  input: { prompt },
  saveTo,
})

async function setUpFolder(): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'folder.mp4'))
  await writeFile(join(folder, 'file'), 'a file')
  await symlink('loop', join(folder, 'loop'))
  return folder
}

const closed = new WritableStream()
await closed.close()

const unusable: [name: string, target: (folder: string) => unknown, message: RegExp][] = [
  ['a folder', (folder) => join(folder, 'folder.mp4'), /is a folder/],
  ['a path that ends in a slash', (folder) => `${folder}/new/`, /names a folder/],
  ['a path that ends in dots', (folder) => `${folder}/folder.mp4/..`, /names a folder/],
  [
    'a name of 256 bytes',
    (folder) => join(folder, `${'x'.repeat(252)}.mp4`),
    /too long: a name can have 255/,
  ],
  ['a name of 264 bytes', (folder) => join(folder, `${'ы'.repeat(130)}.mp4`), /too long/],
  ['a path through a file', (folder) => join(folder, 'file', 'a.mp4'), /through what is no folder/],
  ['a path that is too long', (folder) => join(folder, 'a/'.repeat(2_100), 'a.mp4'), /too long/],
  ['NUL', (folder) => join(folder, 'a\0b.mp4'), /characters that no path can have/],
  ['half a character', (folder) => join(folder, 'a\ud800.mp4'), /characters that no path can have/],
  ['nothing', () => '', /is blank/],
  ['blanks', () => ' \t', /is blank/],
  [
    'a place where nothing can be made',
    () => '/proc/clips/a.mp4',
    /cannot be made|may not write|cannot be written/,
  ],
  ['a device', () => '/dev/null', /is not a file but a device/],
  ['a link in circles', (folder) => join(folder, 'loop'), /in circles/],
  ['a link that leads nowhere', (folder) => join(folder, 'lost', 'a.mp4'), /through what is no folder/],
  ['a path from home', () => '~/a.mp4', /begins with ~/],
  ['an address as text', (folder) => `file://${folder}/a.mp4`, /is an address/],
  ['an address', (folder) => new URL(`file://${folder}/a.mp4`), /fileURLToPath/],
  ['null', () => null, /received null/],
  ['a number', () => 7, /received 7/],
  ['an object', () => ({ path: 'a.mp4' }), /received an object/],
  ['a stream that is closed', () => closed, /has been closed/],
  ['a stream that is in use', () => (new WritableStream().getWriter(), lockedStream()), /is locked/],
  [
    'a stream that failed',
    () => new WritableStream({ start: (c) => c.error(new Error('no room')) }),
    /no room/,
  ],
  ['a stream of Node that has ended', () => new PassThrough().end(), /it has ended/],
  ['a stream of Node that was destroyed', () => new PassThrough().destroy(), /it has ended/],
  [
    'a stream of a file that cannot be opened',
    (folder) => createWriteStream(join(folder, 'file', 'a')),
    /ENOTDIR/,
  ],
]

function lockedStream(): WritableStream {
  const stream = new WritableStream()
  stream.getWriter()
  return stream
}

describe.for(unusable)('a target that cannot be written to: %s', ([name, make, message]) => {
  const prepare = async (): Promise<ResultTarget> => {
    const folder = await setUpFolder()
    if (name === 'a link that leads nowhere') await symlink('/proc/clips', join(folder, 'lost'))
    return make(folder) as ResultTarget
  }
  const refused = { kind: 'validation', moneySpent: 'no', message: expect.stringMatching(message) }

  it('is refused by generate, and nothing is sent', async () => {
    const api = await startClips()
    const apikley = await clientOf(api)
    const saveTo = await prepare()
    expect(await rejection(apikley.generate(model, { prompt: 'A' }, { saveTo }))).toMatchObject(refused)
    expect(api.submitted).toEqual([])
  })

  it('is refused by generateMany, and the item is not sent', async () => {
    const api = await startClips()
    const apikley = await clientOf(api)
    const good = join(await temporaryFolder(), 'good.mp4')
    const settled = await apikley.generateMany([item('A', await prepare()), item('B', good)])
    expect(settled).toMatchObject([{ status: 'rejected', reason: refused }, { status: 'fulfilled' }])
    expect(api.submitted).toEqual(['B'])
  })

  it('is refused by files.save, and nothing is asked', async () => {
    const api = await startClips()
    const apikley = await clientOf(api)
    const target = (await prepare()) as string
    expect(await rejection(apikley.files.save(`${api.url}/files/A/0.mp4`, target))).toMatchObject(refused)
    expect(api.downloaded).toEqual([])
  })

  it('is told by recover, which loses nothing', async () => {
    const api = await startClips()
    const apikley = await clientOf(api, { ledger: memoryLedger() })
    await apikley.generate(model, { prompt: 'A' }, { key: 'a' })
    const target = await prepare()
    const { failed } = await apikley.recover({ saveTo: () => target })
    expect(failed).toMatchObject([
      { submission: { key: 'a' }, error: { moneySpent: 'yes', message: expect.stringMatching(message) } },
    ])
    const path = join(await temporaryFolder(), 'a.mp4')
    expect((await apikley.recover({ saveTo: () => path })).finished).toHaveLength(1)
    expect(await readFile(path, 'utf8')).toBe(clipOf('A'))
  })
})

it.for([
  ['255 bytes', `${'x'.repeat(251)}.mp4`],
  ['254 bytes of Cyrillic', `${'ы'.repeat(125)}.mp4`],
  ['all that names can have', 'dusk 🌅 #1? 50%: "a*b"\n.mp4'],
])('a name with %s is one, for further files of the result, too', async ([, name]) => {
  const folder = await temporaryFolder()
  const apikley = await clientOf(await startClips({ A: 3 }))
  const { files } = await apikley.generate(model, { prompt: 'A' }, { saveTo: join(folder, name!) })
  expect(files[0]?.path).toBe(join(folder, name!))
  const texts = await Promise.all(files.map(({ path }) => readFile(path, 'utf8')))
  expect(texts).toEqual([clipOf('A', 0), clipOf('A', 1), clipOf('A', 2)])
  const names = await readdir(folder)
  expect(names).toHaveLength(3)
  expect(names.filter((one) => /-[23]\.mp4$/.test(one))).toHaveLength(2)
})

it('a link stays one, and what it leads to is replaced', async () => {
  const folder = await temporaryFolder()
  await symlink('target.mp4', join(folder, 'link.mp4'))
  const apikley = await clientOf(await startClips())
  for (const prompt of ['A', 'B']) {
    await apikley.generate(model, { prompt }, { saveTo: join(folder, 'link.mp4') })
    expect(await readFile(join(folder, 'target.mp4'), 'utf8')).toBe(clipOf(prompt))
  }
  expect(await readlink(join(folder, 'link.mp4'))).toBe('target.mp4')
})

describe('two items to one place', () => {
  it.for<[name: string, first: string, second: string]>([
    ['the same path', 'clip.mp4', 'clip.mp4'],
    ['written in another way', 'clip.mp4', './x/../clip.mp4'],
    ['through a link to the folder', 'clip.mp4', 'link/clip.mp4'],
    ['through a link to the file', 'target.mp4', 'link.mp4'],
    ['the second file of the first', 'clip.mp4', 'clip-2.mp4'],
    ['the third file of the second', 'clip-3.mp4', 'clip.mp4'],
    ['further files with names that are cut', `${'x'.repeat(250)}1.mp4`, `${'x'.repeat(250)}2.mp4`],
  ])('%s: the second is not sent', async ([, first, second]) => {
    const folder = await temporaryFolder()
    await symlink('.', join(folder, 'link'))
    await symlink('target.mp4', join(folder, 'link.mp4'))
    const api = await startClips({ A: 3, B: 3 })
    const apikley = await clientOf(api)
    const settled = await apikley.generateMany([
      item('A', `${folder}/${first}`),
      { ...item('B', `${folder}/${second}`), key: 'b' },
    ])
    expect(settled).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { kind: 'validation', moneySpent: 'no' } },
    ])
    expect(api.submitted).toEqual(['A'])
    expect(await readFile(`${folder}/${first}`, 'utf8')).toBe(clipOf('A'))
  })

  it('that differ in case, where the file system makes no difference', async () => {
    const folder = await temporaryFolder()
    // As macOS and Windows have it: names are looked up whatever their case.
    const lower = (path: string): string => join(folder, path.slice(folder.length + 1).toLowerCase())
    const builtin = process.getBuiltinModule.bind(process)
    const lstat = (path: string): unknown => fs.lstat(path.startsWith(`${folder}/`) ? lower(path) : path)
    vi.spyOn(process, 'getBuiltinModule').mockImplementation((name: string): never => {
      return (name === 'node:fs/promises' ? { ...fs, lstat } : builtin(name)) as never
    })
    onTestFinished(() => void vi.restoreAllMocks())
    const api = await startClips()
    const apikley = await clientOf(api)
    const names = ['Й.mp4', 'й.mp4', 'straße.mp4', 'STRASSE.mp4']
    const settled = await apikley.generateMany(names.map((name) => item(name, `${folder}/${name}`)))
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected'])
    expect(api.submitted).toEqual(['Й.mp4', 'straße.mp4'])
  })

  it('by a function: the second is told with what it cost, and replaces nothing', async () => {
    const folder = await temporaryFolder()
    const apikley = await clientOf(await startClips())
    const saveTo: ResultTarget = ({ index }) => join(folder, `${index}.mp4`)
    const settled = await apikley.generateMany(
      ['A', 'B'].map((name) => ({ ...item(name, saveTo), key: name })),
    )
    const saved = settled.find(({ status }) => status === 'fulfilled')!
    const left = settled.find(({ status }) => status === 'rejected')!
    expect(left).toMatchObject({ reason: { kind: 'validation', moneySpent: 'yes' } })
    expect(await readFile(join(folder, '0.mp4'), 'utf8')).toBe(clipOf(saved.key))
    const { finished } = await apikley.recover({ saveTo: ({ key }) => join(folder, `${key}.mp4`) })
    expect(finished).toMatchObject([{ submission: { key: left.key } }])
    expect(await readFile(join(folder, `${left.key}.mp4`), 'utf8')).toBe(clipOf(left.key))
  })

  it('is no matter where names differ', async () => {
    const folder = await temporaryFolder()
    const apikley = await clientOf(await startClips())
    const names = ['clip.mp4', 'Clip.mp4', 'clip-1.mp4', 'clip-10.mp4', 'clip-2026.mp4', 'clip.webm', 'clip']
    const settled = await apikley.generateMany(names.map((name) => item(name, join(folder, name))))
    expect(settled.map(({ status }) => status)).toEqual(names.map(() => 'fulfilled'))
    for (const name of names) expect(await readFile(join(folder, name), 'utf8')).toBe(clipOf(name))
  })

  it('of a recovery: one is saved, the other is told and stays as it is', async () => {
    const api = await startClips()
    const apikley = await clientOf(api)
    await apikley.generateMany([
      { model, input: { prompt: 'A' }, key: 'a' },
      { model, input: { prompt: 'B' }, key: 'b' },
    ])
    const path = join(await temporaryFolder(), 'a.mp4')
    const { finished, failed } = await apikley.recover({ saveTo: () => path })
    const [{ submission: saved }, { submission: left, error }] = [finished[0]!, failed[0]!]
    expect(error).toMatchObject({ kind: 'validation', moneySpent: 'yes' })
    expect(String(error)).toContain(`the submission '${saved.key}'`)
    expect(await readFile(path, 'utf8')).toBe(clipOf(saved.key.toUpperCase()))
    // The same call again replaces nothing either.
    expect((await apikley.recover({ saveTo: () => path })).failed).toMatchObject([
      { submission: { key: left.key } },
    ])
    expect(await readFile(path, 'utf8')).toBe(clipOf(saved.key.toUpperCase()))
    const other = join(await temporaryFolder(), 'b.mp4')
    expect((await apikley.recover({ saveTo: () => other })).finished).toMatchObject([
      { submission: { key: left.key } },
    ])
    expect(await readFile(other, 'utf8')).toBe(clipOf(left.key.toUpperCase()))
  })
})

it('a relative path means what it means when it is given, also to a recovery elsewhere', async () => {
  const [one, two] = [await temporaryFolder(), await temporaryFolder()]
  const home = process.cwd()
  onTestFinished(() => process.chdir(home))
  const api = await startClips()
  api.broken.add('A/0.mp4')
  const ledger = memoryLedger()
  const apikley = await clientOf(api, { ledger })
  process.chdir(one)
  const generated = rejection(apikley.generate(model, { prompt: 'A' }, { key: 'a', saveTo: 'clips/a.mp4' }))
  const batch = apikley.generateMany([item('B', 'clips/b.mp4')])
  const saved = apikley.files.save(`${api.url}/files/C/0.mp4`, 'clips/c.mp4')
  process.chdir(two)
  expect(await generated).toMatchObject({ kind: 'network', moneySpent: 'yes' })
  await batch
  expect(await saved).toMatchObject({ path: 'clips/c.mp4' })
  expect(await ledger.get('a')).toMatchObject({ saveTo: join(one, 'clips/a.mp4') })
  api.broken.clear()
  expect((await apikley.recover()).finished).toMatchObject([{ files: [{ path: join(one, 'clips/a.mp4') }] }])
  expect((await readdir(join(one, 'clips'))).toSorted()).toEqual(['a.mp4', 'b.mp4', 'c.mp4'])
  expect(await readdir(two)).toEqual([])
})
